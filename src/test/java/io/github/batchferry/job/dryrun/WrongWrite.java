package io.github.batchferry.job.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.Bench;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A sealed write of one part whose lines no staging would have made. */
final class WrongWrite {
    private static final String URL = "/v1/responses";

    private WrongWrite() {}

    /** One row for each line; a null one is a row without a request. */
    static void seal(Bench bench, List<@Nullable String> lines) throws IOException {
        WriteDraft draft = bench.draft();
        PartStaging staging = new PartStaging(
                bench.store,
                0,
                draft.directory() + "/part-0-a",
                new byte[0],
                draft.request(),
                new ShardLimits(50_000, 1 << 20, ShardLimits.MAX_INPUTS),
                new IdSource(null));
        RowValues values = new RowValues();
        StringBuilder file = new StringBuilder();
        for (int row = 0; row < lines.size(); row++) {
            String line = lines.get(row);
            values.payload.clear();
            if (line != null) {
                values.payload.point("placeholder".getBytes(StandardCharsets.UTF_8));
                file.append(line).append('\n');
            }
            staging.add(values, Utf8.of("row-" + row), new byte[8], 0, 8);
        }
        StagedPart part = staging.finish();
        assertThat(new Sealer(bench.job(), draft)
                        .seal(List.of(with(bench, part, file.toString().getBytes(StandardCharsets.UTF_8)))))
                .isEmpty();
    }

    private static StagedPart with(Bench bench, StagedPart part, byte[] file) throws IOException {
        List<StagedShard> shards = new ArrayList<>();
        for (StagedShard shard : part.shards()) {
            CRC32C checksum = new CRC32C();
            checksum.update(file);
            bench.store.delete(part.shardFile(shard.ordinal()));
            try (OutputStream out = bench.store.create(part.shardFile(shard.ordinal()))) {
                out.write(file);
            }
            shards.add(new StagedShard(
                    shard.ordinal(),
                    shard.model(),
                    shard.requests(),
                    shard.inputs(),
                    file.length,
                    shard.bodyBytes(),
                    checksum.getValue(),
                    shard.bodyHashes(),
                    shard.idsOffset(),
                    shard.tokens()));
        }
        return new StagedPart(
                part.part(),
                part.file(),
                part.rows(),
                part.failed(),
                part.rowsBytes(),
                part.rowsCrc32c(),
                part.splits(),
                shards,
                part.images());
    }

    static String good(String id) {
        return line(id, "POST", URL, body("m"));
    }

    static String line(String id, String method, String url, String body) {
        return "{\"custom_id\":\"%s\",\"method\":\"%s\",\"url\":\"%s\",\"body\":%s}".formatted(id, method, url, body);
    }

    /** Leaves this field out, which must be one of a {@link #good} line. */
    static String without(String field, String id) {
        String good = good(id);
        String cut = good.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\{.*\\})(?=[,}])", "")
                .replace("{,", "{")
                .replace(",,", ",")
                .replace(",}", "}");
        assertThat(cut).hasSizeLessThan(good.length());
        return cut;
    }

    static String body(String model) {
        return "{\"model\":\"%s\",\"input\":\"a secret prompt\"}".formatted(model);
    }

    /** The ways in which one line can be wrong, by themselves or beside {@code good("first")}. */
    static List<String> wrongLines(String id) {
        return List.of(
                "not json",
                "",
                good(id) + " {}",
                "\ufeff" + good(id),
                without("custom_id", id),
                without("method", id),
                without("url", id),
                without("body", id),
                line(id, "GET", URL, body("m")),
                line(id, "POST", "/v1/embeddings", body("m")),
                line(id, "POST", "/v1/nothing", body("m")),
                good("first"),
                line(id, "POST", URL, body("other")),
                line(id, "POST", URL, body("no-such-model")),
                line(id, "POST", URL, "{\"input\":\"a secret prompt\"}"),
                line(id, "POST", URL, "{\"model\":\"m\"}"),
                line(id, "POST", URL, "{\"model\":\"m\",\"input\":\"a secret prompt\",\"stream\":true}"),
                line(id, "PUT", "/v1/nothing", "{\"stream\":true}"));
    }
}
