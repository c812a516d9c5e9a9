package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private Emulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory).withClock(clock));
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void theNthRequestGetsAStatusWithHeadersAndBody() throws Exception {
        client.fault("""
                {"requests":[{"method":"GET","path":"/v1/batches","nth":2,"times":2,"status":429,
                  "headers":{"Retry-After":"7"},"body":{"error":{"code":"slow_down"}}}]}""");
        assertThat(client.get("batches").status()).isEqualTo(200);
        EmulatorClient.Answer second = client.get("batches");
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.header("retry-after")).isEqualTo("7");
        assertThat(second.json().at("/error/code").asText()).isEqualTo("slow_down");
        assertThat(client.get("batches").status()).isEqualTo(429);
        assertThat(client.get("batches").status()).isEqualTo(200);
    }

    @Test
    void aProxyMayAnswerWithAPage() throws Exception {
        client.fault("{\"requests\":[{\"status\":502,\"body\":\"<html>bad gateway</html>\"}]}");
        EmulatorClient.Answer answer = client.get("files");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("<html>bad gateway</html>");
    }

    @Test
    void aConnectionDroppedBeforeTheEffectLeavesNone() throws Exception {
        client.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}");
        assertThatThrownBy(() -> client.create("f", CHAT)).isInstanceOf(IOException.class);
        assertThat(client.ledger().path("batches")).isEmpty();
    }

    @Test
    void aConnectionDroppedAfterTheEffectLeavesABatch() throws Exception {
        client.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"after\"}]}");
        assertThatThrownBy(() -> client.create("f", CHAT)).isInstanceOf(IOException.class);
        assertThat(client.ledger().path("batches")).hasSize(1);
    }

    @Test
    void aStatusMayComeAfterTheEffect() throws Exception {
        client.fault(
                "{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"status\":504,\"when\":\"after\"}]}");
        assertThat(client.post(
                                "batches",
                                "{\"input_file_id\":\"f\",\"endpoint\":\"" + CHAT + "\",\"completion_window\":\"24h\"}")
                        .status())
                .isEqualTo(504);
        assertThat(client.ledger().path("batches")).hasSize(1);
    }

    @Test
    void anAnswerMayBeCut() throws Exception {
        String file = client.upload(EmulatorClient.chatLines(10));
        client.fault("{\"requests\":[{\"path\":\"/v1/files/[^/]+/content\",\"truncate\":100}]}");
        assertThatThrownBy(() -> client.get("files/" + file + "/content")).isInstanceOf(IOException.class);
        assertThat(client.get("files/" + file + "/content").text()).isEqualTo(EmulatorClient.chatLines(10));
    }

    @Test
    void anAnswerMayComeLateAndInPieces() throws Exception {
        String file = client.upload(EmulatorClient.chatLines(1));
        client.fault(
                "{\"requests\":[{\"path\":\"/v1/files/.*\",\"delayMillis\":1,\"slow\":{\"bytes\":10,\"everyMillis\":1}}]}");
        assertThat(client.get("files/" + file + "/content").text()).isEqualTo(EmulatorClient.chatLines(1));
    }

    @Test
    void clearedFaultsAreGone() throws Exception {
        client.fault("{\"requests\":[{\"times\":-1,\"status\":500}]}");
        assertThat(client.get("files").status()).isEqualTo(500);
        assertThat(client.get("files").status()).isEqualTo(500);
        client.delete("/emulator/faults");
        assertThat(client.get("files").status()).isEqualTo(200);
    }

    @Test
    void aMisspeltFaultIsRefused() throws Exception {
        EmulatorClient.Answer answer = client.post("/emulator/faults", "{\"requests\":[{\"statsu\":500}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("statsu");
        assertThat(client.post("/emulator/faults", "{\"requests\":[{\"path\":\"(\"}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void linesFailInBothForms() throws Exception {
        client.fault("""
                {"lines":[{"customId":"row-1","status":429,"code":"rate_limit_exceeded","message":"later"},
                          {"customId":"row-2","error":{"code":"request_timeout","message":"too late"}}]}""");
        JsonNode batch = client.run(EmulatorClient.chatLines(4), CHAT);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":4,\"completed\":2,\"failed\":2}");
        Map<String, JsonNode> errors = client.byId(batch.path("error_file_id"));
        assertThat(errors.get("row-1").path("error").isNull()).isTrue();
        assertThat(errors.get("row-1").at("/response/status_code").asInt()).isEqualTo(429);
        assertThat(errors.get("row-1").at("/response/body/error/code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(errors.get("row-2").path("response").isNull()).isTrue();
        assertThat(errors.get("row-2").at("/error/code").asText()).isEqualTo("request_timeout");
        assertThat(client.ledgerSummary().path("lines_executed").asInt()).isEqualTo(3);
        assertThat(client.ledgerSummary().path("lines_purchased").asInt()).isEqualTo(2);
    }

    @Test
    void linesAreSpoiltInTheFileAndTrueInTheLedger() throws Exception {
        client.fault("""
                {"lines":[{"customId":"row-1","missing":"paid"},
                          {"customId":"row-2","missing":"unpaid"},
                          {"customId":"row-3","duplicated":"same"},
                          {"customId":"row-4","duplicated":"different"},
                          {"customId":"row-5","foreign":"stranger"},
                          {"customId":"row-6","raw":"{torn"},
                          {"customId":"row-7","alsoIn":"error"},
                          {"line":8,"outputChars":5000},
                          {"every":9,"body":{"surprise":1}}]}""");
        JsonNode batch = client.run(EmulatorClient.chatLines(9), CHAT);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":9,\"completed\":8,\"failed\":0}");
        String output = String.join("\n", client.lines(batch.path("output_file_id")));
        assertThat(output)
                .doesNotContain("\"row-1\"")
                .doesNotContain("\"row-2\"")
                .contains("{torn");
        assertThat(output.split("\"row-3\"", -1)).hasSize(3);
        assertThat(output.split("\"row-4\"", -1)).hasSize(3);
        assertThat(output)
                .contains("another answer", "\"stranger\"", "\"row-5\"", "x".repeat(5000), "{\"surprise\":1}");
        assertThat(client.byId(batch.path("error_file_id"))).containsOnlyKeys("row-7");
        assertThat(client.ledger().path("lines").findValuesAsText("custom_id"))
                .containsExactlyInAnyOrder("row-1", "row-3", "row-4", "row-5", "row-6", "row-7", "row-8", "row-9");
    }

    @Test
    void aBatchStaysUntilItIsReleased() throws Exception {
        client.fault("{\"batches\":[{\"stay\":{\"status\":\"validating\",\"as\":\"pondering\"}}]}");
        String id = client.create(client.upload(EmulatorClient.chatLines(1)), CHAT)
                .path("id")
                .asText();
        assertThat(client.batch(id).path("status").asText()).isEqualTo("pondering");
        client.post("/emulator/release?batch=" + id, "");
        client.awaitStatus(id, "completed");
    }

    @Test
    void aReleaseIsRememberedUntilTheStatusComes() throws Exception {
        client.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}},{\"stay\":{\"status\":\"finalizing\"}}]}");
        String id = client.create(client.upload(EmulatorClient.chatLines(1)), CHAT)
                .path("id")
                .asText();
        client.post("/emulator/release", "");
        client.awaitStatus(id, "completed");
    }

    @Test
    void aBatchStaysUntilATime() throws Exception {
        long until = clock.instant().getEpochSecond() + 60;
        client.fault("{\"batches\":[{\"stay\":{\"status\":\"finalizing\",\"until\":" + until + "}}]}");
        String id = client.create(client.upload(EmulatorClient.chatLines(1)), CHAT)
                .path("id")
                .asText();
        client.awaitStatus(id, "finalizing");
        clock.advance(Duration.ofSeconds(60));
        client.awaitStatus(id, "completed");
    }

    @Test
    void aStayLeavesTimeToCancelHalfWay() throws Exception {
        client.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}");
        String id = client.create(client.upload(EmulatorClient.chatLines(4)), CHAT)
                .path("id")
                .asText();
        client.awaitStatus(id, "in_progress");
        client.post("batches/" + id + "/cancel", "");
        JsonNode batch = client.awaitStatus(id, "cancelled");
        assertThat(batch.path("output_file_id").isNull()).isTrue();
        assertThat(client.byId(batch.path("error_file_id"))).hasSize(4);
        assertThat(client.ledger().path("lines")).isEmpty();
    }

    @Test
    void aBatchExpiresOrIsCancelledWithAPartDone() throws Exception {
        client.fault("{\"batches\":[{\"expire\":0.5},{\"nth\":2,\"cancel\":0.25}]}");
        JsonNode expired = client.run(EmulatorClient.chatLines(8), CHAT);
        assertThat(expired.path("status").asText()).isEqualTo("expired");
        assertThat(client.byId(expired.path("output_file_id"))).hasSize(4);
        JsonNode cancelled = client.run(EmulatorClient.chatLines(8), CHAT);
        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        assertThat(client.byId(cancelled.path("output_file_id"))).hasSize(2);
        assertThat(client.byId(cancelled.path("error_file_id"))).hasSize(6);
        assertThat(client.run(EmulatorClient.chatLines(1), CHAT).path("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void aBatchFailsValidationWithTheErrorsItIsGiven() throws Exception {
        client.fault("""
                {"batches":[{"model":"gpt-.*","metadata":{"job":"b.*"},
                  "fail":[{"code":"billing_hard_limit_reached","message":"pay first"}]}]}""");
        String file = client.upload(EmulatorClient.chatLines(1));
        JsonNode other = client.create(file, CHAT, Map.of("job", "a"));
        JsonNode hit = client.create(file, CHAT, Map.of("job", "b1"));
        assertThat(client.awaitEnd(other.path("id").asText()).path("status").asText())
                .isEqualTo("completed");
        JsonNode failed = client.awaitEnd(hit.path("id").asText());
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/errors/data/0/code").asText()).isEqualTo("billing_hard_limit_reached");
    }

    @Test
    void aBatchHidesFromListsAndFromGets() throws Exception {
        client.fault("{\"batches\":[{\"hide\":{\"list\":2,\"get\":1}}]}");
        String id = client.create("f", CHAT).path("id").asText();
        assertThat(client.get("batches").json().path("data")).isEmpty();
        assertThat(client.get("batches").json().path("data")).isEmpty();
        assertThat(client.get("batches").json().path("data")).hasSize(1);
        assertThat(client.get("batches/" + id).status()).isEqualTo(404);
        assertThat(client.get("batches/" + id).status()).isEqualTo(200);
    }

    @Test
    void countsAndAbsentIdsMayBeOdd() throws Exception {
        client.fault("{\"batches\":[{\"counts\":{\"total\":9,\"completed\":8,\"failed\":1},\"absentIds\":\"empty\"}]}");
        JsonNode batch = client.run(EmulatorClient.chatLines(1), CHAT);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":9,\"completed\":8,\"failed\":1}");
        assertThat(batch.path("error_file_id").textValue()).isEmpty();
    }
}
