package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.line.BodyKeeping;
import io.github.batchferry.emulator.line.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();

    @TempDir
    Path directory;

    @Test
    void aListPagesFromTheNewestToTheOldest() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            List<String> created = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                created.add(0, client.create("file-none", CHAT).path("id").asText());
            }
            JsonNode first = client.get("batches").json();
            assertThat(first.path("data").findValuesAsText("id")).isEqualTo(created.subList(0, 20));
            assertThat(first.path("has_more").asBoolean()).isTrue();
            assertThat(first.path("first_id").asText()).isEqualTo(created.get(0));
            assertThat(first.path("last_id").asText()).isEqualTo(created.get(19));
            JsonNode second =
                    client.get("batches?limit=100&after=" + created.get(19)).json();
            assertThat(second.path("data").findValuesAsText("id")).isEqualTo(created.subList(20, 25));
            assertThat(second.path("has_more").asBoolean()).isFalse();
            assertThat(client.get("batches?limit=101").status()).isEqualTo(400);
            assertThat(client.get("batches?limit=0").status()).isEqualTo(400);
            assertThat(client.get("batches?limit=25").json().path("has_more").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void aProjectSeesOnlyItsOwn() throws Exception {
        Map<String, String> projects = Map.of("sk-a1", "a", "sk-a2", "a", "sk-b", "b");
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory).withProjects(projects))) {
            EmulatorClient one = new EmulatorClient(emulator, "sk-a1");
            EmulatorClient other = new EmulatorClient(emulator, "sk-b");
            String file = one.upload(EmulatorClient.chatLines(1));
            String batch = one.create(file, CHAT).path("id").asText();
            assertThat(new EmulatorClient(emulator, "sk-a2")
                            .get("batches/" + batch)
                            .status())
                    .isEqualTo(200);
            assertThat(other.get("batches/" + batch).status()).isEqualTo(404);
            assertThat(other.get("files/" + file).status()).isEqualTo(404);
            assertThat(other.get("batches").json().path("data")).isEmpty();
            assertThat(other.get("files").json().path("data")).isEmpty();
            JsonNode theft = other.awaitEnd(other.create(file, CHAT).path("id").asText());
            assertThat(theft.path("status").asText()).isEqualTo("failed");
            assertThat(new EmulatorClient(emulator, "sk-unknown").get("files").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void everyStageLastsAsLongAsItsPace() throws Exception {
        try (Emulator emulator = Emulator.start(paced())) {
            EmulatorClient client = new EmulatorClient(emulator);
            String id = client.create(client.upload(EmulatorClient.chatLines(10)), CHAT)
                    .path("id")
                    .asText();
            assertThat(client.batch(id).path("status").asText()).isEqualTo("validating");
            clock.advance(HOUR);
            client.awaitStatus(id, "in_progress");
            clock.advance(HOUR);
            JsonNode half = client.batch(id);
            assertThat(half.path("status").asText()).isEqualTo("in_progress");
            assertThat(half.path("request_counts").path("completed").asInt()).isEqualTo(5);
            assertThat(half.path("output_file_id").isNull()).isTrue();
            clock.advance(HOUR);
            assertThat(client.awaitStatus(id, "finalizing")
                            .path("output_file_id")
                            .isNull())
                    .isTrue();
            clock.advance(HOUR);
            JsonNode done = client.awaitStatus(id, "completed");
            long created = done.path("created_at").asLong();
            assertThat(done.path("in_progress_at").asLong() - created).isEqualTo(3600);
            assertThat(done.path("finalizing_at").asLong() - created).isEqualTo(3 * 3600);
            assertThat(done.path("completed_at").asLong() - created).isEqualTo(4 * 3600);
            assertThat(done.path("expires_at").asLong() - created).isEqualTo(24 * 3600);
            assertThat(done.path("usage").path("total_tokens").asLong()).isPositive();
        }
    }

    @Test
    void aCancelledBatchKeepsAndBillsWhatWasDone() throws Exception {
        try (Emulator emulator = Emulator.start(paced())) {
            EmulatorClient client = new EmulatorClient(emulator);
            String id = client.create(client.upload(EmulatorClient.chatLines(10)), CHAT)
                    .path("id")
                    .asText();
            clock.advance(HOUR);
            client.awaitStatus(id, "in_progress");
            clock.advance(HOUR);
            EmulatorClient.Answer cancelling = client.post("batches/" + id + "/cancel", "");
            assertThat(cancelling.status()).isEqualTo(200);
            assertThat(cancelling.json().path("status").asText()).isEqualTo("cancelling");
            JsonNode batch = client.awaitStatus(id, "cancelled");
            assertThat(batch.path("request_counts").toString())
                    .isEqualTo("{\"total\":10,\"completed\":5,\"failed\":0}");
            assertThat(client.byId(batch.path("output_file_id"))).hasSize(5);
            Map<String, JsonNode> rest = client.byId(batch.path("error_file_id"));
            assertThat(rest).hasSize(5).allSatisfy((row, line) -> {
                assertThat(line.path("response").isNull()).isTrue();
                assertThat(line.path("error").path("code").asText()).isEqualTo("batch_cancelled");
            });
            assertThat(client.ledger().path("lines").findValuesAsText("custom_id"))
                    .containsExactlyInAnyOrderElementsOf(
                            client.byId(batch.path("output_file_id")).keySet());
            assertThat(client.post("batches/" + id + "/cancel", "").status()).isEqualTo(200);
        }
    }

    @Test
    void whatHasEndedCannotBeCancelled() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            String done =
                    client.run(EmulatorClient.chatLines(1), CHAT).path("id").asText();
            String failed = client.run("x", CHAT).path("id").asText();
            EmulatorClient.Answer answer = client.post("batches/" + done + "/cancel", "");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().path("error").path("message").asText())
                    .isEqualTo("Cannot cancel a batch with status 'completed'.");
            assertThat(answer.json().path("error").path("code").isNull()).isTrue();
            assertThat(client.post("batches/" + failed + "/cancel", "")
                            .json()
                            .path("error")
                            .path("message")
                            .asText())
                    .isEqualTo("Cannot cancel a batch with status 'failed'.");
        }
    }

    @Test
    void aBatchExpiresWithWhatWasDone() throws Exception {
        Pace slow = new Pace(Duration.ZERO, Duration.ofHours(48), Duration.ZERO);
        try (Emulator emulator =
                Emulator.start(EmulatorConfig.at(directory).withClock(clock).withPace(slow))) {
            EmulatorClient client = new EmulatorClient(emulator);
            String id = client.create(client.upload(EmulatorClient.chatLines(10)), CHAT)
                    .path("id")
                    .asText();
            client.awaitStatus(id, "in_progress");
            clock.advance(Duration.ofHours(24));
            JsonNode batch = client.awaitStatus(id, "expired");
            assertThat(batch.path("request_counts").toString())
                    .isEqualTo("{\"total\":10,\"completed\":5,\"failed\":0}");
            assertThat(client.byId(batch.path("error_file_id")).values())
                    .hasSize(5)
                    .allMatch(line -> line.path("error").path("code").asText().equals("batch_expired"));
            assertThat(client.ledgerSummary().path("lines_executed").asInt()).isEqualTo(5);
        }
    }

    @Test
    void filesExpireByTheClock() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory).withClock(clock))) {
            EmulatorClient client = new EmulatorClient(emulator);
            String kept = client.upload(EmulatorClient.chatLines(1));
            Map<String, String> fields =
                    Map.of("purpose", "batch", "expires_after[anchor]", "created_at", "expires_after[seconds]", "3600");
            String brief = client.multipart(fields, "a.jsonl", EmulatorClient.chatLines(1))
                    .json()
                    .path("id")
                    .asText();
            String create = "{\"input_file_id\":\"%s\",\"endpoint\":\"%s\",\"completion_window\":\"24h\","
                    + "\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":7200}}";
            String id = client.post("batches", create.formatted(kept, CHAT))
                    .json()
                    .path("id")
                    .asText();
            JsonNode output = client.awaitEnd(id).path("output_file_id");
            clock.advance(HOUR);
            assertThat(client.get("files/" + brief).status()).isEqualTo(404);
            assertThat(client.lines(output)).hasSize(1);
            clock.advance(HOUR);
            assertThat(client.get("files/" + output.asText() + "/content").status())
                    .isEqualTo(404);
            assertThat(client.get("files/" + kept).status()).isEqualTo(200);
            clock.advance(Duration.ofDays(30));
            assertThat(client.get("files/" + kept).status()).isEqualTo(404);
        }
    }

    @Test
    void aBatchWhereEveryLineFailsIsCompletedWithoutOutput() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"" + CHAT
                    + "\",\"body\":{\"model\":\"m\",\"messages\":[]}}";
            JsonNode batch = client.run(line, CHAT);
            assertThat(batch.path("status").asText()).isEqualTo("completed");
            assertThat(batch.path("output_file_id").isNull()).isTrue();
            JsonNode error = client.byId(batch.path("error_file_id")).get("a");
            assertThat(error.path("error").isNull()).isTrue();
            assertThat(error.path("response").path("status_code").asInt()).isEqualTo(400);
            assertThat(error.at("/response/body/error/code").asText()).isEqualTo("empty_array");
        }
    }

    @Test
    void anHourTakesNoMoreBatchesThanItsLimit() throws Exception {
        Limits limits = Limits.DOCUMENTED.withBatchesPerHour(2);
        try (Emulator emulator =
                Emulator.start(EmulatorConfig.at(directory).withClock(clock).withLimits(limits))) {
            EmulatorClient client = new EmulatorClient(emulator);
            client.create("f", CHAT);
            client.create("f", CHAT);
            assertThat(client.create("f", CHAT).path("error").path("code").asText())
                    .isEqualTo("rate_limit_exceeded");
            clock.advance(HOUR);
            assertThat(client.create("f", CHAT).path("status").asText()).isEqualTo("validating");
        }
    }

    @Test
    void roomInTheQueueComesBackWhenABatchEnds() throws Exception {
        Limits limits = Limits.DOCUMENTED.withEnqueuedTokens(Map.of("gpt-test", 30L));
        try (Emulator emulator = Emulator.start(paced().withLimits(limits))) {
            EmulatorClient client = new EmulatorClient(emulator);
            String file = client.upload(EmulatorClient.chatLines(1));
            String first = client.create(file, CHAT).path("id").asText();
            clock.advance(HOUR);
            client.awaitStatus(first, "in_progress");
            String second = client.create(file, CHAT).path("id").asText();
            clock.advance(HOUR);
            assertThat(client.awaitEnd(second).at("/errors/data/0/code").asText())
                    .isEqualTo("token_limit_exceeded");
            clock.advance(HOUR);
            client.awaitStatus(first, "finalizing");
            clock.advance(HOUR);
            client.awaitStatus(first, "completed");
            String third = client.create(file, CHAT).path("id").asText();
            clock.advance(HOUR);
            client.awaitStatus(third, "in_progress");
        }
    }

    @Test
    void anInputFileThatIsDeletedMeanwhileIsStillExecutedAndThenGone() throws Exception {
        try (Emulator emulator = Emulator.start(paced())) {
            EmulatorClient client = new EmulatorClient(emulator);
            String file = client.upload(EmulatorClient.chatLines(3));
            String id = client.create(file, CHAT).path("id").asText();
            clock.advance(HOUR);
            client.awaitStatus(id, "in_progress");
            client.delete("files/" + file);
            clock.advance(HOUR.multipliedBy(2));
            client.awaitStatus(id, "finalizing");
            clock.advance(HOUR);
            JsonNode batch = client.awaitStatus(id, "completed");
            assertThat(client.byId(batch.path("output_file_id"))).hasSize(3);
            assertThat(client.get("files/" + file + "/content").status()).isEqualTo(404);
        }
    }

    @Test
    void contentIsForgottenWhereThatIsAskedFor() throws Exception {
        EmulatorConfig config = EmulatorConfig.at(directory).withBodies(BodyKeeping.FORGET);
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode batch = client.run(EmulatorClient.chatLines(3), CHAT);
            String file = batch.path("input_file_id").asText();
            client.await(batch.path("id").asText(), unused -> contentStatus(client, file) == 404);
            assertThat(client.get("files/" + file).status()).isEqualTo(200);
            assertThat(client.byId(batch.path("output_file_id"))).hasSize(3);
        }
    }

    @Test
    void oneLineMayBeVeryLong() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            client.fault("{\"lines\":[{\"outputChars\":25000000}]}");
            JsonNode batch = client.run(EmulatorClient.chatLine("a", "x".repeat(25_000_000)), CHAT);
            assertThat(batch.path("status").asText()).isEqualTo("completed");
            assertThat(client.lines(batch.path("output_file_id")).get(0)).hasSizeGreaterThan(25_000_000);
        }
    }

    @Test
    void callsAreCountedByTheirKind() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            client.get("batches?limit=1");
            client.get("batches/batch_1");
            client.get("batches/batch_2");
            assertThat(client.get("/emulator/calls").text())
                    .isEqualTo("{\"GET /v1/batches\":1,\"GET /v1/batches/*\":2}");
        }
    }

    private static int contentStatus(EmulatorClient client, String file) {
        try {
            return client.get("files/" + file + "/content").status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmulatorConfig paced() {
        return EmulatorConfig.at(directory).withClock(clock).withPace(new Pace(HOUR, HOUR.multipliedBy(2), HOUR));
    }
}
