package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dialect can be spoken with: a whole round trip by a client that is told its ways, and the bill beside it. */
class DialectTest extends DialectFixture {
    private static final int ODD_SEEDS = 24;

    static Stream<Dialect> dialects() {
        return Stream.concat(
                Dialect.all().stream(), IntStream.range(0, ODD_SEEDS).mapToObj(seed -> Dialect.named("odd", seed)));
    }

    private static String chat(Dialect dialect) {
        return dialect.name().equals("zhipu") ? "/v4/chat/completions" : CHAT;
    }

    private static String line(Dialect dialect, int number) {
        return EmulatorClient.chatLine("row-" + number, "prompt " + number).replace(CHAT, chat(dialect));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whoIsToldADialectBringsEachRowBackOnce(Dialect dialect) throws Exception {
        start(config(dialect).withSeed(7));
        control.fault("{\"lines\":[{\"customId\":\"row-2\",\"status\":400,\"code\":\"invalid_value\"}]}");

        JsonNode batch = run(line(dialect, 1) + line(dialect, 2) + line(dialect, 3), chat(dialect));

        assertThat(DialectClient.status(batch)).as(dialect.names()).isEqualTo("completed");
        Map<String, JsonNode> answers = client.lines(batch.path("output_file_id"));
        assertThat(answers).containsOnlyKeys("row-1", "row-3");
        for (int row : List.of(1, 3)) {
            assertThat(client.body(answers.get("row-" + row))
                            .at("/choices/0/message/content")
                            .asText())
                    .isEqualTo("emulated answer to sha256:"
                            + EmulatorTest.sha256("prompt " + row).substring(0, 16));
        }
        assertThat(client.lines(batch.path("error_file_id"))).containsOnlyKeys("row-2");
        assertThat(bill()).hasSize(3).allMatch(entry -> entry.path("batch_id").equals(batch.path("id")));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void allBatchesAreListedOnce(Dialect dialect) throws Exception {
        start(config(dialect));
        String file = uploaded(line(dialect, 1));
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            made.add(client.created(file, chat(dialect)).path("id").asText());
        }

        assertThat(client.listed()).as(dialect.names()).hasSize(5).containsExactlyInAnyOrderElementsOf(made);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aServerGoesOnInItsDialectWhereItEnded(Dialect dialect) throws Exception {
        start(config(dialect));
        JsonNode batch = run(line(dialect, 1), chat(dialect));
        stop();
        start(config(dialect));

        assertThat(client.batch(batch.path("id").asText())).as(dialect.names()).isEqualTo(batch);
        assertThat(client.lines(batch.path("output_file_id"))).containsOnlyKeys("row-1");
        assertThat(bill()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void faultsAndWorldsGoOnInEachDialect(Dialect dialect) throws Exception {
        start(config(dialect).withWorld(World.named("list=oldest-first")));
        String file = uploaded(line(dialect, 1));
        control.fault("{\"requests\":[{\"method\":\"GET\",\"path\":\"/v1/batches/[^/]+\",\"status\":503},"
                + "{\"method\":\"GET\",\"path\":\"/v1/files/[^/]+/content\",\"status\":502}]}");
        String first = client.created(file, chat(dialect)).path("id").asText();
        String second = client.created(file, chat(dialect)).path("id").asText();

        assertThat(client.listed()).as(dialect.names()).containsExactly(first, second);
        assertThat(client.get("batches/" + first.replace("/", "%2F")).status()).isEqualTo(503);
        JsonNode batch = client.awaitEnd(first);
        String output = batch.path("output_file_id").asText().replace("/", "%2F");
        assertThat(client.get("files/" + output + "/content").status()).isEqualTo(502);
        assertThat(client.lines(batch.path("output_file_id"))).containsOnlyKeys("row-1");
    }

    @Test
    void oddSeedsSpeakEveryQuirkThatNeedsNoTelling() {
        Set<String> drawn = new HashSet<>();
        IntStream.range(0, ODD_SEEDS)
                .forEach(seed ->
                        drawn.addAll(List.of(Dialect.named("odd", seed).names().split(",", -1))));
        assertThat(drawn)
                .contains(
                        "status=queued-for-review",
                        "status=upper",
                        "times=absent",
                        "times=float",
                        "counts=null",
                        "counts=absent",
                        "list=array",
                        "list=cursor",
                        "create=job",
                        "upload=data",
                        "ids=slash",
                        "ids=uuid",
                        "none=empty",
                        "body=text",
                        "line=no-response",
                        "line=no-code",
                        "errors=array",
                        "error=text",
                        "key=400",
                        "purpose=absent",
                        "metadata=more",
                        "endpoint=null",
                        "error-file=always",
                        "file=processed-first")
                .doesNotContain("upload=path", "list=offset", "expires=dots");
        assertThat(Dialect.named("odd", 5).names())
                .isEqualTo(Dialect.named("odd", 5).names());
    }

    @Test
    void quirksCanBeNamedWithoutAProvider() throws Exception {
        speak("status=upper,list=array");
        JsonNode batch = run(EmulatorClient.chatLines(1), CHAT);
        assertThat(batch.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(client.get("batches").json().isArray()).isTrue();
    }

    @Test
    void inNoDialectABomPasses() throws Exception {
        for (String name : List.of("openai", "azure")) {
            speak(name);
            JsonNode batch = run("\ufeff" + EmulatorClient.chatLines(1), CHAT);
            assertThat(DialectClient.status(batch)).isEqualTo("failed");
            assertThat(batch.at("/errors/data/0/code").asText()).isEqualTo("invalid_json_line");
            stop();
        }
    }
}
