package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Microsoft documents of Azure OpenAI (learn.microsoft.com, articles/foundry/openai/how-to/batch, March 2026), and
 * what was seen there.
 */
class AzureDialectTest extends DialectFixture {
    /** The words are those of learn.microsoft.com/en-us/answers/questions/2203029. */
    @Test
    void aFileThatIsNotProcessedYetMakesNoBatch() throws Exception {
        speak("azure");
        String file = client.upload(EmulatorClient.chatLines(1));
        assertThat(client.get("files/" + file).json().path("status").asText()).isEqualTo("pending");

        EmulatorClient.Answer refused = client.create(file, CHAT);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error/message").asText())
                .contains("'" + file + "' is in 'pending' state")
                .contains("Only files with status 'Processed' are accepted");
        clock.advance(Duration.ofSeconds(2));
        client.awaitProcessed(file);
        assertThat(client.create(file, CHAT).status()).isEqualTo(200);
        assertThat(client.listed()).hasSize(1);
    }

    @Test
    void aBatchThatIsCheckedIsWrittenInCapitalsWithoutCountsAndWithIsoTimes() throws Exception {
        speak("azure", new Pace(Duration.ofHours(1), Duration.ZERO, Duration.ZERO));
        JsonNode batch = client.created(uploaded(EmulatorClient.chatLines(1)), CHAT);

        assertThat(batch.path("status").asText()).isEqualTo("Validating");
        assertThat(batch.path("request_counts").toString())
                .isEqualTo("{\"total\":null,\"completed\":null,\"failed\":null}");
        assertThat(batch.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{7}\\+00:00");
        assertThat(batch.path("completed_at").isNull()).isTrue();
        assertThat(batch.path("endpoint").isNull()).isTrue();
    }

    @Test
    void aBatchThatRanHasAnErrorFileWithNothingInIt() throws Exception {
        speak("azure");
        JsonNode batch = run(EmulatorClient.chatLines(3), CHAT);

        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":3,\"completed\":3,\"failed\":0}");
        String errors = batch.path("error_file_id").asText();
        assertThat(client.get("files/" + errors).json().path("bytes").asInt(-1)).isZero();
        EmulatorClient.Answer content = client.get("files/" + errors + "/content");
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.text()).isEmpty();
    }

    @Test
    void aJobRunsOnBeyondItsWindow() throws Exception {
        speak("azure", new Pace(Duration.ZERO, Duration.ofHours(100), Duration.ZERO));
        String id = client.created(uploaded(EmulatorClient.chatLines(1)), CHAT)
                .path("id")
                .asText();
        while (DialectClient.status(client.batch(id)).equals("validating")) {
            Thread.onSpinWait();
        }
        clock.advance(Duration.ofHours(99));
        assertThat(DialectClient.status(client.batch(id))).isEqualTo("in_progress");
        clock.advance(Duration.ofHours(2));
        assertThat(DialectClient.status(client.awaitEnd(id))).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "expires_after.seconds, expires_after.anchor, 1209600, 200",
        "expires_after.seconds, expires_after.anchor, 3600, 400",
        "expires_after.seconds, expires_after.anchor, 2592001, 400",
        "expires_after[seconds], expires_after[anchor], 1209600, 400",
    })
    void aFileEndsAfterFourteenDaysAtTheEarliestInFieldsWithDots(
            String seconds, String anchor, String value, int status) throws Exception {
        speak("azure");
        EmulatorClient.Answer answer =
                client.send(EmulatorClient.chatLines(1), Map.of(seconds, value, anchor, "created_at"));
        assertThat(answer.status()).isEqualTo(status);
        if (status == 200) {
            JsonNode file = answer.json();
            assertThat(file.path("expires_at").asLong()
                            - file.path("created_at").asLong())
                    .isEqualTo(1_209_600);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url_mismatch | {\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"m\",\"messages\":[]}}",
                "invalid_request | {\"custom_id\":\"a\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\",\"messages\":[]}}",
                "invalid_json_line | {\"custom_id\":",
                "model_not_found | {\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"no-such\",\"messages\":[]}}",
            })
    void errorsOfLinesHaveItsCodes(String code, String line) throws Exception {
        speak("azure");
        JsonNode batch = run(line + "\n", CHAT);
        assertThat(DialectClient.status(batch)).isEqualTo("failed");
        assertThat(batch.at("/errors/data/0/code").asText()).isEqualTo(code);
        assertThat(batch.at("/errors/data/0/line").asInt()).isEqualTo(1);
    }

    @Test
    void linesOfTwoDeploymentsAreAModelMismatch() throws Exception {
        speak("azure");
        JsonNode batch = run(EmulatorClient.chatLine("a", "one", "p") + EmulatorClient.chatLine("b", "two", "p"), CHAT);
        assertThat(batch.at("/errors/data/0/code").asText()).isEqualTo("model_mismatch");
    }

    @Test
    void aHundredThousandRequestsAreTheMost() throws Exception {
        speak("azure", new Pace(Duration.ZERO, Duration.ofHours(1), Duration.ZERO));
        String lines = EmulatorClient.chatLines(100_000);
        String id = client.created(uploaded(lines), CHAT).path("id").asText();
        while (DialectClient.status(client.batch(id)).equals("validating")) {
            Thread.onSpinWait();
        }
        assertThat(DialectClient.status(client.batch(id))).isEqualTo("in_progress");
        JsonNode batch = run(lines + EmulatorClient.chatLine("one", "more"), CHAT);
        assertThat(batch.at("/errors/data/0/code").asText()).isEqualTo("too_many_tasks");
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, 200", "/chat/completions, 200", "/v1/responses, 200", "/v1/embeddings, 400"})
    void itServesChatAndResponsesUnderTheirOlderNamesToo(String endpoint, int status) throws Exception {
        speak("azure");
        assertThat(client.create(uploaded(EmulatorClient.chatLines(1)), endpoint)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theBaseIsItsOwnAndTheOlderPathsNeedAnApiVersion() throws Exception {
        speak("azure");
        assertThat(url()).endsWith("/openai/v1");
        assertThat(client.get("/openai/batches?api-version=2024-10-21").status())
                .isEqualTo(200);
        assertThat(client.get("/openai/batches").status()).isEqualTo(404);
    }
}
