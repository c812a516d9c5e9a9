package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path directory;

    private Emulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory));
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void everyRowGetsItsOwnAnswerOnce() throws Exception {
        JsonNode batch = client.run(EmulatorClient.chatLines(1000), CHAT);

        assertThat(batch.path("status").asText()).isEqualTo("completed");
        assertThat(batch.path("error_file_id").isNull()).isTrue();
        assertThat(batch.path("request_counts").toString())
                .isEqualTo("{\"total\":1000,\"completed\":1000,\"failed\":0}");
        List<String> lines = client.lines(batch.path("output_file_id"));
        assertThat(lines).hasSize(1000);
        Map<String, JsonNode> byId = client.byId(batch.path("output_file_id"));
        for (int i = 1; i <= 1000; i++) {
            JsonNode line = byId.get("row-" + i);
            assertThat(line.path("response").path("status_code").asInt()).isEqualTo(200);
            assertThat(line.path("error").isNull()).isTrue();
            JsonNode body = line.path("response").path("body");
            assertThat(body.at("/choices/0/message/content").asText())
                    .isEqualTo(
                            "emulated answer to sha256:" + sha256("prompt " + i).substring(0, 16));
            assertThat(body.path("model").asText()).isEqualTo("gpt-test-emulated");
        }
        assertThat(EmulatorClient.MAPPER
                        .readTree(lines.get(0))
                        .path("custom_id")
                        .asText())
                .isNotEqualTo("row-1");
    }

    @Test
    void aFileKeepsItsBytesAndItsShape() throws Exception {
        String content = EmulatorClient.chatLine("ä ö\u2028", "漢字 \r\n \ud83d\ude00");
        EmulatorClient.Answer created = client.multipart(Map.of("purpose", "batch"), "rows.jsonl", content);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("x-request-id")).startsWith("req_");
        JsonNode file = created.json();
        assertThat(file.path("object").asText()).isEqualTo("file");
        assertThat(file.path("bytes").asInt()).isEqualTo(content.getBytes(StandardCharsets.UTF_8).length);
        assertThat(file.path("status").asText()).isEqualTo("processed");
        assertThat(file.path("expires_at").asLong() - file.path("created_at").asLong())
                .isEqualTo(2_592_000);
        String id = file.path("id").asText();
        assertThat(client.get("files/" + id).json()).isEqualTo(file);
        assertThat(client.get("files/" + id + "/content").text()).isEqualTo(content);
        assertThat(client.delete("files/" + id).text())
                .isEqualTo("{\"object\":\"file\",\"id\":\"" + id + "\",\"deleted\":true}");
        assertThat(client.get("files/" + id).status()).isEqualTo(404);
        assertThat(client.get("files/" + id + "/content").status()).isEqualTo(404);
    }

    @Test
    void theLedgerHoldsOneEntryForEachBatchAndLine() throws Exception {
        String file = client.upload(EmulatorClient.chatLines(3));
        String id = client.create(file, CHAT, Map.of("job", "a")).path("id").asText();
        client.awaitEnd(id);

        JsonNode ledger = client.ledger();
        assertThat(ledger.path("batches")).hasSize(1);
        JsonNode batch = ledger.path("batches").get(0);
        assertThat(batch.path("batch_id").asText()).isEqualTo(id);
        assertThat(batch.path("input_file_id").asText()).isEqualTo(file);
        assertThat(batch.path("input_sha256").asText()).isEqualTo(sha256(EmulatorClient.chatLines(3)));
        assertThat(batch.path("metadata").path("job").asText()).isEqualTo("a");
        assertThat(ledger.path("lines")).hasSize(3);
        for (JsonNode line : ledger.path("lines")) {
            String row = EmulatorClient.chatLine(
                    line.path("custom_id").asText(),
                    "prompt " + line.path("line").asInt());
            String body = row.substring(row.indexOf("\"body\":") + 7, row.lastIndexOf('}'));
            assertThat(line.path("body_sha256").asText()).isEqualTo(sha256(body));
            assertThat(line.path("batch_id").asText()).isEqualTo(id);
        }
    }

    @Test
    void theSummaryNamesWhatWasBoughtTwice() throws Exception {
        client.run(EmulatorClient.chatLines(5), CHAT);
        client.run(EmulatorClient.chatLine("row-2", "prompt 2") + EmulatorClient.chatLine("other", "prompt 3"), CHAT);

        JsonNode summary = client.ledgerSummary();
        assertThat(summary.path("batches_accepted").asInt()).isEqualTo(2);
        assertThat(summary.path("lines_executed").asInt()).isEqualTo(7);
        assertThat(summary.path("distinct_custom_ids").asInt()).isEqualTo(6);
        assertThat(summary.path("distinct_bodies").asInt()).isEqualTo(5);
        assertThat(summary.path("max_purchases_per_custom_id").asInt()).isEqualTo(2);
        assertThat(summary.path("purchased_more_than_once").toString())
                .isEqualTo("[{\"custom_id\":\"row-2\",\"purchases\":2}]");
    }

    static String sha256(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
