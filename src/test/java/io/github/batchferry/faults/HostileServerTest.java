package io.github.batchferry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.IdTable;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.ResultFile;
import io.github.batchferry.result.ResultIndexer;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.shard.IdHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 18: bodies that are meant to fill the memory. This JVM has much less of it than they would take. */
@Timeout(60)
class HostileServerTest {
    private static final long GIGABYTE = 1L << 30;

    private HostileServer server;
    private BatchApi api;

    @BeforeEach
    void start() {
        server = new HostileServer();
        api = new OkHttpBatchApi(
                Voyage.connection(server.url(), Seller.KEY, Duration.ofSeconds(20)), Time.SYSTEM.with(duration -> {}));
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    @DisplayName("18: a result line of a gigabyte")
    void aResultLineOfAGigabyteCostsItsRowAndNoMemory() throws IOException {
        byte[] id = "row-2".getBytes(StandardCharsets.UTF_8);
        server.answer(200, sink -> {
            sink.write("{\"custom_id\":\"row-2\",\"response\":{\"status_code\":200,\"body\":{\"x\":\"");
            sink.repeat("x", GIGABYTE);
            sink.write("\"}}}\n");
        });
        ResultIndexer indexer = new ResultIndexer(
                AnswerRules.of(Endpoints.CHAT_COMPLETIONS),
                IdTable.of(new long[] {IdHash.of(id, 0, id.length)}, position -> id));
        long bytes;
        try (OutputStream sink = indexer.sink(ResultFile.OUTPUT, OutputStream.nullOutputStream())) {
            bytes = api.download("file-1", sink).orElseThrow();
        }
        assertThat(bytes).isGreaterThan(GIGABYTE);
        OutcomeCounts counts = indexer.finish().counts();
        assertThat(counts.invalid()).isEqualTo(1);
        assertThat(counts.invalidLines()).isEqualTo(1);
    }

    @Test
    @DisplayName("18: an answer of a gigabyte in one line")
    void anAnswerOfAGigabyteIsCutOff() {
        server.answer(200, sink -> {
            sink.write("{\"data\":[\"");
            sink.repeat("x", GIGABYTE);
        });
        assertThatThrownBy(() -> api.list(null, 1)).isInstanceOf(ExternalException.class);
        assertThat(api.create(new CreateBatch("file-1", "/v1/embeddings", "24h", Map.of(), null)))
                .isInstanceOf(Purchase.InDoubt.class);
    }

    @Test
    @DisplayName("18: an answer of nothing but small values")
    void anAnswerOfMillionsOfSmallValuesIsCutOff() {
        server.answer(200, sink -> {
            sink.write("{\"data\":[{}");
            sink.repeat(",{}", 60L << 20);
            sink.write("]}");
        });
        assertThatThrownBy(() -> api.list(null, 1))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("not readable as JSON");
    }

    @Test
    @DisplayName("18: a refusal of a gigabyte")
    void aRefusalOfAGigabyteIsToldInShort() {
        server.answer(400, sink -> sink.repeat("no ", GIGABYTE));
        assertThatThrownBy(() -> api.list(null, 1))
                .isInstanceOf(ExternalException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }
}
