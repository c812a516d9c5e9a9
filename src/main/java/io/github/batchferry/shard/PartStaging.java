package io.github.batchferry.shard;

import io.github.batchferry.cost.BodySample;
import io.github.batchferry.request.ImageSink;
import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.Rejection;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RequestWriter;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.SealedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one write task stages: its rows in their order, and the request lines of those rows, one shard a model, rolled at
 * the limits. Nothing is created before the first row. Ended by {@link #finish} or {@link #abort}. Not thread-safe.
 */
public final class PartStaging {
    private static final int MAX_OPEN_SHARDS = 64;
    private static final int MAX_CUSTOM_ID_BYTES = 512;

    private final JobStore store;
    private final int part;
    private final String path;
    private final byte[] rowsHeader;
    private final ShardLimits limits;
    private final IdSource idSource;
    private final RequestWriter requests;
    private final List<StagedShard> closed = new ArrayList<>();
    private final Map<String, ShardWriter> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<String> created = new ArrayList<>();
    private final Utf8 lastModel = new Utf8();
    private @Nullable ShardWriter lastShard;
    private @Nullable RowsWriter rows;
    private @Nullable OutputStream ids;
    private final ShardWriter.Sampling sampling;
    private final ImageSink imageSink = this::stage;
    private @Nullable ImagesWriter images;
    private long idsWritten;
    private int nextOrdinal;

    /**
     * @param path where the files go, without ending: {@code writes/<write>/part-00003-<attempt>}
     * @param rowsHeader JSON that says how to read the rows
     */
    public PartStaging(
            JobStore store,
            int part,
            String path,
            byte[] rowsHeader,
            RequestTemplate template,
            ShardLimits limits,
            IdSource idSource) {
        this.store = store;
        this.part = part;
        this.path = path;
        this.rowsHeader = rowsHeader;
        this.limits = limits;
        this.idSource = idSource;
        requests = new RequestWriter(template);
        sampling = template.mayHoldImages() ? BodySample::addWithImages : BodySample::add;
    }

    /** How many rows have been added: the number of the next one. */
    public long rows() {
        return rows == null ? 0 : rows.rows();
    }

    /** Stages a row, whose request is refused with a reason where it cannot be made. */
    public void add(RowValues values, Utf8 customId, byte[] row, int offset, int length) throws IOException {
        RowsWriter out = rowsWriter();
        Rejection rejection = idSource.check(customId, MAX_CUSTOM_ID_BYTES);
        if (rejection == null && values.payload.length() > limits.maxBytes()) {
            rejection = Rejection.tooLarge(values.payload.length(), limits.maxBytes());
        }
        if (rejection == null) {
            rejection = requests.prepare(values);
        }
        if (rejection == null && requests.leastBytes() > limits.maxBytes()) {
            rejection = Rejection.tooLarge(requests.leastBytes(), limits.maxBytes());
        }
        if (rejection == null) {
            ShardWriter shard = shardFor(requests.model());
            int start = shard.buffer().length();
            int body = requests.write(customId, shard.buffer());
            int lineBytes = shard.buffer().length() - start;
            if (body < 0) {
                rejection = requests.invalidUtf8();
            } else if (lineBytes > limits.maxBytes()) {
                rejection = Rejection.tooLarge(lineBytes, limits.maxBytes());
            }
            if (rejection == null) {
                if (!shard.fits(lineBytes, requests.inputs(), limits)) {
                    ShardWriter next = roll(shard, start);
                    body -= start;
                    start = 0;
                    shard = next;
                }
                requests.eachImage(imageSink);
                long hash = IdHash.of(customId.bytes(), customId.offset(), customId.length());
                int ordinal = shard.ordinal();
                out.add(ordinal, shard.accept(start, body, requests.inputs(), hash), row, offset, length);
                return;
            }
            shard.buffer().truncate(start);
        }
        out.addFailed(rejection, row, offset, length);
    }

    /** Null where no row was added. */
    public @Nullable StagedPart finish() throws IOException {
        if (rows == null) {
            return null;
        }
        for (ShardWriter shard : new ArrayList<>(open.values())) {
            close(shard);
        }
        if (ids != null) {
            ids.close();
        }
        closed.removeIf(shard -> shard.requests() == 0);
        closed.sort(Comparator.comparingInt(StagedShard::ordinal));
        return rows.close(part, path, closed, images == null ? null : images.close());
    }

    /** Deletes what was staged. Throws nothing: what cannot be deleted is swept later. */
    public void abort() {
        open.values().forEach(ShardWriter::abort);
        if (rows != null) {
            rows.abort();
        }
        if (ids != null) {
            try {
                ids.close();
            } catch (IOException e) {
                // Deleted right below.
            }
        }
        if (images != null) {
            images.abort();
        }
        for (String file : created) {
            try {
                store.delete(file);
            } catch (IOException e) {
                // An orphan of a dead write; it disturbs nothing.
            }
        }
    }

    private void stage(String sha256, Utf8 content) throws IOException {
        if (images == null) {
            images = new ImagesWriter(create(path + ".images"), create(path + ".images.list"));
        }
        images.image(sha256, content);
    }

    private RowsWriter rowsWriter() throws IOException {
        if (rows == null) {
            rows = new RowsWriter(create(path + ".rows"), rowsHeader);
        }
        return rows;
    }

    private ShardWriter shardFor(Utf8 model) throws IOException {
        ShardWriter last = lastShard;
        if (last != null && same(model, lastModel)) {
            return last;
        }
        String name = model.toString();
        ShardWriter shard = open.get(name);
        if (shard == null) {
            if (open.size() == MAX_OPEN_SHARDS) {
                close(open.values().iterator().next());
            }
            shard = openShard(name);
        }
        return remember(shard);
    }

    private ShardWriter roll(ShardWriter full, int lineStart) throws IOException {
        LineBuffer from = full.buffer();
        byte[] line = Arrays.copyOfRange(from.bytes(), lineStart, from.length());
        from.truncate(lineStart);
        close(full);
        ShardWriter next = openShard(full.model());
        next.buffer().raw(line);
        return remember(next);
    }

    private ShardWriter openShard(String model) throws IOException {
        int ordinal = nextOrdinal++;
        ShardWriter shard = new ShardWriter(ordinal, model, create(path + "-" + ordinal + ".jsonl"), sampling);
        open.put(model, shard);
        return shard;
    }

    private ShardWriter remember(ShardWriter shard) {
        lastShard = shard;
        lastModel.point(shard.model().getBytes(StandardCharsets.UTF_8));
        return shard;
    }

    private void close(ShardWriter shard) throws IOException {
        if (ids == null) {
            ids = new SealedOutput(create(path + ".ids"));
        }
        long offset = idsWritten;
        byte[] inLineOrder = shard.ids().toBytes();
        ids.write(inLineOrder);
        idsWritten += inLineOrder.length;
        if (idSource.provesUniqueness()) {
            shard.ids().sort();
            byte[] sorted = shard.ids().toBytes();
            ids.write(sorted);
            idsWritten += sorted.length;
        }
        closed.add(shard.close(offset));
        open.remove(shard.model());
        if (shard == lastShard) {
            lastShard = null;
        }
    }

    private OutputStream create(String file) throws IOException {
        OutputStream out = store.create(file);
        created.add(file);
        return out;
    }

    private static boolean same(Utf8 a, Utf8 b) {
        return Arrays.equals(
                a.bytes(), a.offset(), a.offset() + a.length(), b.bytes(), b.offset(), b.offset() + b.length());
    }
}
