package io.github.batchferry.bench;

import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.stream.IntStream;

/** The work of the tasks of a write without Spark, to tell what one property of a store costs. */
final class PartsAlone {
    private static final int PARTS = 8;
    private static final byte[] PROMPT = "the same words again ".repeat(26).getBytes(StandardCharsets.UTF_8);
    private static final byte[] ROW = new byte[400];

    private final long rows;

    PartsAlone(long rows) {
        this.rows = rows;
    }

    void stage(JobStore store) {
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            try {
                stage(store, part);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void stage(JobStore store, int part) throws IOException {
        PartStaging staging = new PartStaging(
                store,
                part,
                "writes/w/part-" + part,
                new byte[0],
                new RequestTemplate(
                        Endpoints.RESPONSES.path(), RequestForm.PROMPT, "p", "m", null, null, new LinkedHashMap<>()),
                new ShardLimits(50_000, 190L << 20, ShardLimits.MAX_INPUTS),
                new IdSource(null));
        GeneratedIds ids = new GeneratedIds("w", part);
        Utf8 id = new Utf8();
        RowValues values = new RowValues();
        values.payload.point(PROMPT);
        for (long row = 0; row < rows / PARTS; row++) {
            ids.point(row, id);
            staging.add(values, id, ROW, 0, ROW.length);
        }
        staging.finish();
    }
}
