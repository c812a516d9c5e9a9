package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.cost.BodySample;
import io.github.batchferry.request.ImageTransfer;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.SealedInput;
import io.github.batchferry.store.StoredFile;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartStagingTest {
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRowNamesTheLineOfItsRequestOrItsReason(long seed) throws IOException {
        Random random = new Random(seed);
        PartStaging staging = staging(new ShardLimits(1 + random.nextInt(20), 3000, 10), new IdSource(null));
        List<String> prompts = new ArrayList<>();
        GeneratedIds ids = new GeneratedIds("w", 3);
        Utf8 id = new Utf8();
        for (int row = 0; row < 700; row++) {
            boolean bad = random.nextInt(10) == 0;
            prompts.add(bad ? null : "row " + row + " é".repeat(random.nextInt(40)));
            ids.point(row, id);
            add(staging, "m" + random.nextInt(100) * random.nextInt(2), prompts.get(row), id, row);
        }
        Staged staged = new Staged(store, staging.finish());
        assertThat(staged.part.rows()).isEqualTo(700);
        try (RowsReader rows = RowsReader.open(store, staged.part.rowsFile(), staged.part.rowsBytes())) {
            rows.seek(staged.part.splits().get(0));
            for (int row = 0; row < 700; row++) {
                rows.next();
                assertThat(rowNumber(rows)).isEqualTo(row);
                if (prompts.get(row) == null) {
                    assertThat(rows.shard()).isEqualTo(-1);
                    assertThat(rows.rejection().code()).isEqualTo("null_prompt");
                } else {
                    JsonNode line = staged.lines.get(rows.shard()).get(rows.line());
                    assertThat(line.at("/body/input").asText()).isEqualTo(prompts.get(row));
                    assertThat(line.path("custom_id").asText()).isEqualTo("w-3-" + Integer.toString(row, 36));
                }
            }
        }
        assertThat(staged.part.failed())
                .isEqualTo(prompts.stream().filter(prompt -> prompt == null).count());
        assertThat(staged.allLines()).hasSize((int) (700 - staged.part.failed()));
    }

    @Test
    void aRejectedRowLeavesNoTraceInAShard() throws IOException {
        PartStaging staging = staging(WIDE, new IdSource("id"));
        byte[] notUtf8 = {'a', (byte) 0xFF};
        add(staging, "m", "first", Utf8.of("a"), 0);
        values.payload.point(notUtf8);
        addRow(staging, "m", Utf8.of("b"), 1);
        add(staging, "m", null, Utf8.of("c"), 2);
        add(staging, null, "no model", Utf8.of("d"), 3);
        add(staging, "m", "no id", new Utf8(), 4);
        add(staging, "m", "empty id", Utf8.of(""), 5);
        add(staging, "m", "long id", Utf8.of("x".repeat(513)), 6);
        Utf8 id = new Utf8();
        id.point(notUtf8);
        add(staging, "m", "bad id", id, 7);
        add(staging, "m", "last", Utf8.of("x".repeat(512)), 8);
        Staged staged = new Staged(store, staging.finish());
        assertThat(staged.part.shards()).extracting(StagedShard::requests).containsExactly(2);
        assertThat(staged.allLines())
                .extracting(line -> line.at("/body/input").asText())
                .containsExactly("first", "last");
        assertThat(codes(staged.part))
                .containsExactly(
                        null,
                        "invalid_utf8",
                        "null_prompt",
                        "null_model",
                        "invalid_custom_id",
                        "invalid_custom_id",
                        "invalid_custom_id",
                        "invalid_custom_id",
                        null);
    }

    @Test
    void idsOfAColumnAreKeptInLineOrderAndOnceMoreSorted() throws IOException {
        PartStaging staging = staging(new ShardLimits(5, 1 << 20, 100), new IdSource("id"));
        for (int row = 0; row < 13; row++) {
            add(staging, row % 2 == 0 ? "a" : "b", "p", Utf8.of("id" + row), row);
        }
        Staged staged = new Staged(store, staging.finish());
        for (StagedShard shard : staged.part.shards()) {
            long[] sorted = staged.hashes(shard, false).clone();
            Arrays.sort(sorted);
            assertThat(staged.hashes(shard, true)).containsExactly(sorted);
        }
        assertThat(staged.read(staged.part.idsFile())).hasSize((int) SealedInput.bytes(13 * 2 * Long.BYTES));
    }

    @Test
    void aShardSaysHowManyTokensItsBodiesHave() throws IOException {
        PartStaging staging = staging(WIDE, new IdSource(null));
        for (int row = 0; row < 200; row++) {
            add(staging, row % 2 == 0 ? "gpt-4" : "gpt-5", "駅前に新しくできたパン屋 " + row, Utf8.of("id" + row), row);
        }
        Staged staged = new Staged(store, staging.finish());
        for (StagedShard shard : staged.part.shards()) {
            BodySample bodies = new BodySample();
            for (JsonNode line : staged.lines.get(shard.ordinal())) {
                byte[] body = line.path("body").toString().getBytes(StandardCharsets.UTF_8);
                bodies.add(body, 0, body.length);
            }
            assertThat(shard.tokens())
                    .isEqualTo(bodies.tokens(shard.model()))
                    .isGreaterThan(BodySample.atLeast(shard.bodyBytes(), shard.requests()));
        }
    }

    @Test
    void aRowOfMoreImagesThanALineHoldsFailsBeforeTheyAreWritten() throws IOException {
        values.images = new Pictures(1 << 20, 4000);
        PartStaging staging = stagingWithImages(WIDE, ImageTransfer.INLINE);
        add(staging, "m", "what is it?", Utf8.of("a"), 0);
        assertThat(codes(staging.finish())).containsExactly("request_too_large");
    }

    @Test
    void theBytesOfImagesAreNoTokensOfAShard() throws IOException {
        values.images = new Pictures(100_000, 2);
        PartStaging staging = stagingWithImages(WIDE, ImageTransfer.INLINE);
        add(staging, "m", "what is it?", Utf8.of("a"), 0);
        StagedShard shard = staging.finish().shards().get(0);
        assertThat(shard.bodyBytes()).isGreaterThan(200_000);
        assertThat(shard.tokens()).isBetween(10L, 200L);
    }

    @Test
    void nothingIsCreatedWithoutARow() throws IOException {
        PartStaging staging = staging(WIDE, new IdSource(null));
        assertThat(staging.rows()).isZero();
        assertThat(staging.finish()).isNull();
        assertThat(store.list("writes/w")).isEmpty();
    }

    @Test
    void anAbortedTaskLeavesNothingBehind() throws IOException {
        PartStaging other = staging("other", WIDE, new IdSource(null));
        add(other, "m", "p", Utf8.of("id"), 0);
        other.finish();
        PartStaging staging = staging(new ShardLimits(2, 1 << 20, 100), new IdSource("id"));
        for (int row = 0; row < 9; row++) {
            add(staging, "m" + row % 2, "p", Utf8.of("id" + row), row);
        }
        staging.abort();
        assertThat(store.list("writes/w")).extracting(StoredFile::name).allMatch(name -> name.startsWith("other"));
    }

    @Test
    void anImageThatIsUploadedMayBeLargerThanALineAndIsStagedOnce() throws IOException {
        ShardLimits narrow = new ShardLimits(100, 1_000, 100);
        PartStaging staging = stagingWithImages(narrow, ImageTransfer.UPLOADED);
        for (int row = 0; row < 3; row++) {
            values.images = new Pictures(50_000, 2);
            add(staging, "m", "p", Utf8.of("id" + row), row);
        }
        values.images = RowValues.Images.NONE;
        add(staging, "m", "p", Utf8.of("id3"), 3);
        Staged staged = new Staged(store, staging.finish());
        assertThat(codes(staged.part)).containsExactly(null, null, null, "null_image");
        assertThat(staged.part.images().count()).isEqualTo(1);
        assertThat(staged.part.images().bytes()).isEqualTo(50_000);
        assertThat(staged.allLines()
                        .get(0)
                        .at("/body/input/0/content/2/file_id")
                        .asText())
                .startsWith("batchferry-image-");
    }

    @Test
    void anAbortedTaskLeavesNoImages() throws IOException {
        PartStaging staging = stagingWithImages(WIDE, ImageTransfer.UPLOADED);
        values.images = new Pictures(50_000, 1);
        add(staging, "m", "p", Utf8.of("id"), 0);
        assertThat(store.list("writes/w")).isNotEmpty();
        staging.abort();
        assertThat(store.list("writes/w")).isEmpty();
    }

    @Test
    void withoutAnImageThereIsNoFileOfImages() throws IOException {
        PartStaging staging = staging(WIDE, new IdSource(null));
        add(staging, "m", "p", Utf8.of("id"), 0);
        assertThat(staging.finish().images()).isNull();
        assertThat(store.list("writes/w")).extracting(StoredFile::name).noneMatch(name -> name.contains("images"));
    }

    private PartStaging staging(ShardLimits limits, IdSource ids) {
        return staging("part-0", limits, ids);
    }

    private PartStaging staging(String name, ShardLimits limits, IdSource ids) {
        RequestTemplate template = template(Endpoints.RESPONSES, RequestForm.PROMPT);
        return new PartStaging(store, 3, "writes/w/" + name, HEADER, template, limits, ids);
    }

    private PartStaging stagingWithImages(ShardLimits limits, ImageTransfer images) {
        RequestTemplate template = new RequestTemplate(
                Endpoints.RESPONSES.path(),
                RequestForm.PROMPT,
                "ask",
                "m",
                null,
                null,
                new LinkedHashMap<>(),
                "image",
                images);
        return new PartStaging(store, 3, "writes/w/part-0", HEADER, template, limits, new IdSource(null));
    }

    /** So many PNGs of so many bytes each, all of them the same. */
    private record Pictures(byte[] png, int size) implements RowValues.Images {
        Pictures(int bytes, int size) {
            this(Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), bytes), size);
        }

        @Override
        public RowValues.ImageForm form() {
            return RowValues.ImageForm.BYTES;
        }

        @Override
        public void point(int image, Utf8 at) {
            at.point(png);
        }
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

    private static int rowNumber(RowsReader rows) {
        return Integer.parseInt(new String(rows.bytes(), rows.offset(), rows.length(), StandardCharsets.UTF_8)
                .substring("row ".length()));
    }

    private List<String> codes(StagedPart part) throws IOException {
        List<String> codes = new ArrayList<>();
        try (RowsReader rows = RowsReader.open(store, part.rowsFile(), part.rowsBytes())) {
            rows.seek(part.splits().get(0));
            for (int row = 0; row < part.rows(); row++) {
                rows.next();
                codes.add(rows.shard() < 0 ? rows.rejection().code() : null);
            }
        }
        return codes;
    }
}
