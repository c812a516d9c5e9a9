package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFailureTest extends WorldFixture {
    @ParameterizedTest
    @CsvSource({"failed=after-it-ran, 1", "failed=after-it-ran-unexplained, 0"})
    void aBatchThatRanMayBeCalledFailed(String world, int reasons) throws Exception {
        world(world);
        JsonNode batch = client.batch(ended(4));
        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.path("failed_at").isNull()).isFalse();
        assertThat(batch.at("/errors/data")).hasSize(reasons);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":4,\"completed\":2,\"failed\":0}");
        assertThat(client.byId(batch.path("output_file_id"))).hasSize(2);
        assertThat(executed()).isEqualTo(2);
        assertThat(client.batch(ended(4)).path("status").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed=errors-null|null",
                "failed=errors-empty|{\"object\":\"list\",\"data\":[]}",
            })
    void aFailedBatchMayGiveNoReason(String world, String errors) throws Exception {
        world(world);
        JsonNode batch = client.batch(ended(1));
        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.path("errors").toString()).isEqualTo(errors);
        assertThat(client.batch(ended(1)).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void reasonsMayBeABareArray() throws Exception {
        world("failed=errors-array");
        assertThat(client.batch(ended(1)).at("/errors/0/code").asText()).isEqualTo("server_error");
    }

    @Test
    void reasonsMayComeWithoutALine() throws Exception {
        world("failed=errors-without-line");
        JsonNode error = client.batch(ended(1)).at("/errors/data/0");
        assertThat(error.has("line")).isFalse();
        assertThat(error.path("code").asText()).isEqualTo("server_error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed=server-error|server_error",
                "failed=file-not-found|Cannot find file",
                "failed=queue-full|Limit: 90000",
                "failed=limit-1.35M|Limit: 1.35M",
                "failed=limit-90_000|Limit: 90,000",
                "failed=limit-30K|Limit: 30K",
                "failed=limit-0|Limit: 0",
            })
    void aReasonMayPassByItself(String world, String words) throws Exception {
        world(world);
        JsonNode batch = client.batch(ended(1));
        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.path("errors").toString()).contains(words);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":0,\"completed\":0,\"failed\":0}");
        assertThat(client.batch(ended(1)).path("status").asText()).isEqualTo("failed");
        later(150);
        assertThat(client.batch(ended(1)).path("status").asText()).isEqualTo("completed");
        assertThat(executed()).isEqualTo(1);
    }

    @Test
    void passingAndFinalReasonsMayStandInOneList() throws Exception {
        world("failed=mixed");
        JsonNode data = client.batch(ended(2)).at("/errors/data");
        assertThat(data.findValuesAsText("code")).containsExactly("server_error", "invalid_request");
        assertThat(data.get(1).path("line").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "prompt", "escapes", "html"})
    void textsOfErrorsMayHoldAnything(String words) throws Exception {
        world("words=" + words);
        String id = ended(1);
        String refusal = client.get("batches/" + id).json().at("/error/message").asText();
        String reason = client.batch(id).at("/errors/data/0/message").asText();
        for (String text : new String[] {refusal, reason}) {
            switch (words) {
                case "key" -> assertThat(text).contains("sk-test");
                case "prompt" -> assertThat(text).contains("prompt 1");
                case "escapes" -> assertThat(text).contains("\u001b[31m").contains("\u0007");
                default -> assertThat(text).hasSizeGreaterThan(1 << 20).contains("<html>");
            }
        }
    }
}
