package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.dialect.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other providers document of their batches, each with where. */
class ProviderDialectTest extends DialectFixture {
    private String create(String window) {
        return "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\"%s}"
                .formatted("file", window.isEmpty() ? "" : ",\"completion_window\":\"" + window + "\"");
    }

    /** docs.together.ai/reference/batch-create and /reference/batch-cancel (the object), /docs/inference/batch/manage. */
    @Test
    void togetherSpeaksOfJobsInCapitals() throws Exception {
        speak("together", new Pace(Duration.ofHours(1), Duration.ZERO, Duration.ZERO));
        EmulatorClient.Answer upload = client.send(EmulatorClient.chatLines(1), Map.of());
        assertThat(upload.json().path("purpose").asText()).isEqualTo("batch-api");
        assertThat(upload.json().path("filename").asText()).isEqualTo("in.jsonl");

        EmulatorClient.Answer created = client.create(upload.json().path("id").asText(), CHAT);

        assertThat(created.status()).isEqualTo(201);
        JsonNode job = created.json().path("job");
        assertThat(job.path("status").asText()).isEqualTo("VALIDATING");
        assertThat(job.path("id").asText()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(job.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z");
        assertThat(job.path("job_deadline").asText()).endsWith("Z");
        assertThat(job.path("progress").isNumber()).isTrue();
        assertThat(job.has("request_counts")).isFalse();
        assertThat(job.has("object")).isFalse();
        JsonNode batch = client.batch(job.path("id").asText());
        assertThat(batch).isEqualTo(job);
        assertThat(client.get("batches").json().isArray()).isTrue();
        assertThat(client.cancel(job.path("id").asText()).json().path("status").asText())
                .isEqualTo("CANCELING");
        assertThat(client.awaitEnd(job.path("id").asText()).path("status").asText())
                .isEqualTo("CANCELLED");
    }

    /** docs.together.ai/docs/batch-inference. */
    @Test
    void togetherTakesLinesOfIdAndBodyAndNoFilesElsewhere() throws Exception {
        speak("together");
        JsonNode batch = run(
                "{\"custom_id\":\"a\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"p\"}]}}\n",
                CHAT);
        assertThat(batch.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(batch.path("progress").asDouble()).isEqualTo(100);
        assertThat(client.lines(batch.path("output_file_id"))).containsOnlyKeys("a");
        DialectClient untold = new DialectClient(url(), "sk-test", "");
        assertThat(untold.send(EmulatorClient.chatLines(1), Map.of()).status()).isEqualTo(404);
    }

    /** console.groq.com/docs/batch and /docs/api-reference. */
    @Test
    void groqPagesByCursorAndShowsErrorsAsABareArray() throws Exception {
        speak("groq");
        JsonNode failed = run("{\n", CHAT);
        assertThat(failed.path("errors").isArray()).isTrue();
        assertThat(failed.at("/errors/0/code").asText()).isEqualTo("invalid_json_line");
        run(EmulatorClient.chatLines(1), CHAT);
        JsonNode page = client.get("batches?limit=1").json();
        assertThat(page.has("has_more")).isFalse();
        assertThat(page.at("/paging/next_cursor").asText()).isNotEmpty().doesNotContain("batch_");
        assertThat(client.get("batches?limit=2")
                        .json()
                        .at("/paging/next_cursor")
                        .isNull())
                .isTrue();
        assertThat(url()).endsWith("/openai/v1");
    }

    @Test
    void groqTakesSeveralModelsInOneFile() throws Exception {
        speak("groq");
        JsonNode batch = run(EmulatorClient.chatLine("a", "one", "p") + EmulatorClient.chatLine("b", "two", "p"), CHAT);
        assertThat(client.lines(batch.path("output_file_id"))).containsOnlyKeys("a", "b");
    }

    /** The windows of batch-api.md 4.2, each from the provider's documentation of its create. */
    @ParameterizedTest
    @CsvSource({
        "openai, 24h, 200",
        "openai, 48h, 400",
        "openai, 1d, 400",
        "groq, 7d, 200",
        "groq, 8d, 400",
        "groq, 12h, 400",
        "siliconflow, 336h, 200",
        "siliconflow, 337h, 400",
        "alibaba, 14d, 200",
        "alibaba, 23h, 400",
        "moonshot, 12h, 200",
        "moonshot, 11h, 400",
        "novita, 48h, 200",
        "doubleword, 1h, 200",
        "llm-d, 24h, 200",
        "llm-d, 1d, 400",
        "moonshot, '', 400",
    })
    void eachHasItsWindows(String dialect, String window, int status) throws Exception {
        speak(dialect);
        EmulatorClient.Answer answer = client.send("POST", "batches", create(window), "application/json");
        assertThat(answer.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.text()).contains("completion_window");
        }
    }

    @Test
    void aWindowOfTwoDaysEndsAfterTwoDays() throws Exception {
        speak("novita", new Pace(Duration.ofDays(10), Duration.ZERO, Duration.ZERO));
        String id = client.send(
                        "POST",
                        "batches",
                        create("48h").replace("\"file\"", "\"" + uploaded(EmulatorClient.chatLines(1)) + "\""),
                        "application/json")
                .json()
                .path("id")
                .asText();
        clock.advance(Duration.ofHours(47));
        assertThat(client.batch(id).path("status").asText()).isEqualTo("VALIDATING");
        clock.advance(Duration.ofHours(1));
        assertThat(client.awaitEnd(id).path("status").asText()).isEqualTo("EXPIRED");
    }

    /** Seen by others, who named these codes of DeepInfra. */
    @Test
    void deepInfraHasCodesOfItsOwn() throws Exception {
        speak("deepinfra");
        assertThat(run("{\n", CHAT).at("/errors/data/0/code").asText()).isEqualTo("invalid_json");
        assertThat(run(EmulatorClient.chatLine("a", "one", "p") + EmulatorClient.chatLine("b", "two", "p"), CHAT)
                        .at("/errors/data/0/code")
                        .asText())
                .isEqualTo("model_mismatch");
        assertThat(run(EmulatorClient.chatLine("a", "no-such", "p"), CHAT)
                        .at("/errors/data/0/code")
                        .asText())
                .isEqualTo("unknown_model");
    }

    /** docs.siliconflow.cn/cn/api-reference/batch/upload-file and /cn/userguide/guides/batch. */
    @Test
    void siliconFlowWrapsAnUploadAndTakesFiveThousandLines() throws Exception {
        speak("siliconflow");
        EmulatorClient.Answer upload = client.send(EmulatorClient.chatLines(1), Map.of());
        assertThat(upload.json().has("id")).isFalse();
        assertThat(upload.json().at("/data/id").asText()).isNotEmpty();
        JsonNode batch = run(EmulatorClient.chatLines(5001), CHAT);
        assertThat(batch.at("/errors/data/0/code").asText()).isEqualTo("too_many_tasks");
        JsonNode refused = client.get("batches/none").json();
        assertThat(refused.has("error")).isFalse();
        assertThat(refused.path("message").asText()).contains("none");
    }

    /** docs.bigmodel.cn/api-reference, batch API: an own path, and no window in the request. */
    @Test
    void zhipuHasItsOwnChatPathAndNeedsNoWindow() throws Exception {
        speak("zhipu");
        String file = uploaded(EmulatorClient.chatLines(1).replace(CHAT, "/v4/chat/completions"));
        EmulatorClient.Answer created = client.send(
                "POST",
                "batches",
                "{\"input_file_id\":\"%s\",\"endpoint\":\"/v4/chat/completions\"}".formatted(file),
                "application/json");
        assertThat(created.json().path("endpoint").asText()).isEqualTo("/v4/chat/completions");
        assertThat(client.awaitEnd(created.json().path("id").asText())
                        .path("status")
                        .asText())
                .isEqualTo("completed");
        assertThat(client.create(file, CHAT).status()).isEqualTo(400);
        assertThat(url()).endsWith("/api/paas/v4");
    }

    /** platform.moonshot.cn/docs/api/batch. */
    @Test
    void moonshotRefusesALateCancelWithA400AndNamesNoIdsOfPages() throws Exception {
        speak("moonshot");
        JsonNode batch = run(EmulatorClient.chatLines(1), CHAT);
        assertThat(client.cancel(batch.path("id").asText()).status()).isEqualTo(400);
        JsonNode page = client.get("batches").json();
        assertThat(page.has("first_id") || page.has("last_id")).isFalse();
        assertThat(page.path("has_more").isBoolean()).isTrue();
    }

    /** novita.ai/docs/guides/llm-batch-api (statuses, fifteen days) and /api-reference/model-apis-llm-list-batches. */
    @Test
    void novitaIsInProgressWithoutInAndHasObjectsForTimes() throws Exception {
        speak("novita", new Pace(Duration.ZERO, Duration.ofHours(1), Duration.ZERO));
        JsonNode file = client.send(EmulatorClient.chatLines(2), Map.of()).json();
        assertThat(file.path("expires_at").asLong() - file.path("created_at").asLong())
                .isEqualTo(15 * 24 * 3600);
        String id = client.created(file.path("id").asText(), CHAT).path("id").asText();
        JsonNode batch = client.batch(id);
        while (!batch.path("status").asText().equals("PROGRESS")) {
            assertThat(batch.path("status").asText()).isEqualTo("VALIDATING");
            batch = client.batch(id);
        }
        assertThat(batch.path("created_at").isTextual()).isTrue();
        assertThat(batch.path("completed_at").toString()).isEqualTo("{}");
        assertThat(batch.path("total").asInt()).isEqualTo(2);
        assertThat(run("{\n", CHAT).path("errors").isTextual()).isTrue();
    }

    @Test
    void ovhSpellsCanceledWithOneL() throws Exception {
        speak("ovh", new Pace(Duration.ofHours(1), Duration.ZERO, Duration.ZERO));
        String id = client.created(uploaded(EmulatorClient.chatLines(1)), CHAT)
                .path("id")
                .asText();
        client.cancel(id);
        assertThat(client.awaitEnd(id).path("status").asText()).isEqualTo("canceled");
    }

    /** Ids of Gemini's names of resources, which may stand in a path as they are, and its errors. */
    @Test
    void geminiLikeIdsHaveSlashesAndAWrongKeyIsA400() throws Exception {
        speak("gemini-like");
        JsonNode batch = run(EmulatorClient.chatLines(1), CHAT);
        assertThat(batch.path("id").asText()).startsWith("batches/");
        assertThat(batch.path("output_file_id").asText()).startsWith("files/");
        assertThat(client.get("batches/" + batch.path("id").asText()).json()).isEqualTo(batch);
        assertThat(client.get("files/" + batch.path("output_file_id").asText() + "/content")
                        .text())
                .contains("row-1");
        EmulatorClient.Answer refused = new DialectClient(url(), "sk-wrong", "").get("batches");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().isArray()).isTrue();
        assertThat(refused.json().at("/0/error/message").asText()).contains("API key not valid");
    }

    @Test
    void llmDLeavesOutAsManyBatchesAsAfterSays() throws Exception {
        speak("llm-d");
        run(EmulatorClient.chatLines(1), CHAT);
        JsonNode newest = run(EmulatorClient.chatLines(1), CHAT);
        assertThat(client.get("batches?after=" + newest.path("id").asText()).status())
                .isEqualTo(400);
        assertThat(client.get("batches?after=1").json().path("data")).hasSize(1);
        assertThat(client.get("batches?after=9").json().path("data")).isEmpty();
    }

    @Test
    void liteLlmHasLongIdsAndEmptyTextsForNone() throws Exception {
        speak("litellm");
        JsonNode batch = run(EmulatorClient.chatLines(1), CHAT);
        assertThat(batch.path("id").asText()).hasSizeGreaterThan(64);
        assertThat(batch.path("error_file_id").asText("null")).isEmpty();
    }

    @Test
    void alibabaKeepsUploadedFilesForEver() throws Exception {
        speak("alibaba");
        JsonNode file = client.send(EmulatorClient.chatLines(1), Map.of()).json();
        assertThat(file.path("status").asText()).isEqualTo("uploaded");
        assertThat(file.has("expires_at")).isFalse();
        clock.advance(Duration.ofDays(400));
        assertThat(client.get("files/" + file.path("id").asText()).status()).isEqualTo(200);
    }

    @Test
    void eachHasItsOwnBase() {
        assertThat(List.of("alibaba", "deepinfra", "gemini-like", "novita", "together"))
                .extracting(name -> Dialect.named(name, 0).ways().base())
                .containsExactly("/compatible-mode/v1", "/v1/openai", "/v1beta/openai", "/openai/v1", "/v1");
    }
}
