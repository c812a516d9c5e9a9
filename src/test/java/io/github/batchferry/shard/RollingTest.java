package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingTest {
    private static final ShardLimits WIDE = new ShardLimits(50_000, 1 << 20, ShardLimits.MAX_INPUTS);
    private static final byte[] HEADER = "{\"rows\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private JobStore store;
    private final RowValues values = new RowValues();

    @BeforeEach
    void open() {
        store = Stores.open(directory.toString());
    }

    @Test
    void aShardRollsAtItsRequests() throws IOException {
        PartStaging staging = staging(new ShardLimits(3, 1 << 20, 100), new IdSource(null));
        for (int row = 0; row < 7; row++) {
            add(staging, "m", "p", Utf8.of("id" + row), row);
        }
        assertThat(new Staged(store, staging.finish()).part.shards())
                .extracting(StagedShard::requests)
                .containsExactly(3, 3, 1);
    }

    @Test
    void aShardRollsAtItsBytesAndFillsThemToTheLastOne() throws IOException {
        PartStaging one = staging(WIDE, new IdSource(null));
        add(one, "m", "p", Utf8.of("id0"), 0);
        long line = one.finish().shards().get(0).bytes();
        PartStaging staging = staging("part-1", new ShardLimits(100, 3 * line, 100), new IdSource(null));
        for (int row = 0; row < 7; row++) {
            add(staging, "m", "p", Utf8.of("id" + row), row);
        }
        StagedPart part = new Staged(store, staging.finish()).part;
        assertThat(part.shards()).extracting(StagedShard::bytes).containsExactly(3 * line, 3 * line, line);
    }

    @Test
    void aShardRollsAtItsInputs() throws IOException {
        PartStaging staging = new PartStaging(
                store,
                0,
                "writes/w/part-0",
                HEADER,
                template(Endpoints.EMBEDDINGS, RequestForm.BODY),
                new ShardLimits(100, 1 << 20, 5),
                new IdSource(null));
        for (String inputs :
                new String[] {"[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"e\",\"f\"]", "\"g\"", "[\"h\"]", "\"i\""}) {
            add(staging, "m", "{\"input\":" + inputs + "}", Utf8.of("id" + staging.rows()), 0);
        }
        assertThat(new Staged(store, staging.finish()).part.shards())
                .extracting(StagedShard::inputs)
                .containsExactly(4, 5);
    }

    @Test
    void aLineTooLargeForAnyShardIsARejectedRowAndTheNextOneGoesOn() throws IOException {
        PartStaging staging = staging(new ShardLimits(100, 200, 100), new IdSource(null));
        add(staging, "m", "short", Utf8.of("a"), 0);
        add(staging, "m", "x".repeat(150), Utf8.of("b"), 1);
        add(staging, "m", "x".repeat(300), Utf8.of("c"), 2);
        add(staging, "m", "short", Utf8.of("d"), 3);
        Staged staged = new Staged(store, staging.finish());
        assertThat(staged.part.failed()).isEqualTo(2);
        assertThat(staged.allLines())
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("a", "d");
    }

    @Test
    void manyModelsShareTheOpenShardsAndEachLineStaysWithItsModel() throws IOException {
        PartStaging staging = staging(WIDE, new IdSource("id"));
        Random random = new Random(5);
        for (int row = 0; row < 2000; row++) {
            add(staging, "m" + random.nextInt(90), "p" + row, Utf8.of("id" + row), row);
        }
        Staged staged = new Staged(store, staging.finish());
        assertThat(staged.allLines()).hasSize(2000);
        assertThat(staged.part.shards()).hasSizeGreaterThan(90);
        assertThat(staged.part.shards()).extracting(StagedShard::ordinal).isSorted();
    }

    private PartStaging staging(ShardLimits limits, IdSource ids) {
        return staging("part-0", limits, ids);
    }

    private PartStaging staging(String name, ShardLimits limits, IdSource ids) {
        RequestTemplate template = template(Endpoints.RESPONSES, RequestForm.PROMPT);
        return new PartStaging(store, 3, "writes/w/" + name, HEADER, template, limits, ids);
    }

    private static RequestTemplate template(Endpoint endpoint, RequestForm form) {
        return new RequestTemplate(endpoint.path(), form, "ask", null, "model", null, new LinkedHashMap<>());
    }

    private void add(PartStaging staging, String model, String prompt, Utf8 id, int row) throws IOException {
        if (prompt == null) {
            values.payload.clear();
        } else {
            values.payload.point(prompt.getBytes(StandardCharsets.UTF_8));
        }
        addRow(staging, model, id, row);
    }

    private void addRow(PartStaging staging, String model, Utf8 id, int row) throws IOException {
        if (model == null) {
            values.model.clear();
        } else {
            values.model.point(model.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = ("~row " + row + "~").getBytes(StandardCharsets.UTF_8);
        staging.add(values, id, bytes, 1, bytes.length - 2);
    }
}
