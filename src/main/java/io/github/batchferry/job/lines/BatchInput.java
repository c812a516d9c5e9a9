package io.github.batchferry.job.lines;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LineRange;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.shard.IdsFile;
import io.github.batchferry.shard.ShardLines;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** The input file of a planned batch: the staged lines that it names, one shard after another. Asks the state of the job only when it is made. */
public final class BatchInput {
    private static final int BUFFER = 256 << 10;

    private final JobStore store;
    private final PlannedBatch batch;
    private final List<Cut> cuts = new ArrayList<>();

    /** Lines of one shard that follow one another in the batch. */
    private record Cut(ShardKey key, StagedPart part, StagedShard shard, List<LineRange> ranges) {
        int from() {
            return ranges.get(0).from();
        }

        int to() {
            return ranges.get(ranges.size() - 1).to();
        }

        String path() {
            return part.shardFile(key.shard());
        }
    }

    /** Images by their hashes, and the part in which they were staged. */
    public record Named(StagedPart part, Set<String> hashes) {}

    public BatchInput(JobState state, JobStore store, PlannedBatch batch) {
        this.store = store;
        this.batch = batch;
        for (LineRange range : batch.lines()) {
            if (cuts.isEmpty() || !cuts.get(cuts.size() - 1).key().equals(range.key())) {
                ShardKey key = range.key();
                cuts.add(new Cut(key, state.partOf(key), state.shard(key), new ArrayList<>()));
            }
            cuts.get(cuts.size() - 1).ranges().add(range);
        }
    }

    /** Reads through the shards of which it takes only a part, to know its length. */
    public InputFile file(String name) throws IOException {
        long bytes = 0;
        for (Cut cut : cuts) {
            bytes += isWhole(cut)
                    ? cut.shard().bytes()
                    : copy(cut, OutputStream.nullOutputStream()).bytes();
        }
        return new InputFile(name, bytes, this::writeTo);
    }

    /** As {@link #file}, with the ids of the files of the images that the lines name, by their hashes. */
    public InputFile withImages(InputFile file, Map<String, String> fileIds) {
        return fileIds.isEmpty()
                ? file
                : file.withContent(sink -> writeTo(new NamedImages(sink, (line, sha256) -> fileIds.get(sha256))));
    }

    /** Whether a line may name an image that is uploaded by itself. */
    public boolean mayNameImages() {
        return cuts.stream().anyMatch(cut -> cut.part().images() != null);
    }

    /** The images that the lines name, each once. Reads through the lines of writes that upload images. */
    public List<Named> images() throws IOException {
        List<Named> images = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Cut cut : cuts) {
            StagedPart part = cut.part();
            if (part.images() != null) {
                Set<String> added = new LinkedHashSet<>();
                copy(cut, new NamedImages(OutputStream.nullOutputStream(), (line, sha256) -> {
                    if (seen.add(sha256)) {
                        added.add(sha256);
                    }
                    return null;
                }));
                images.add(new Named(part, added));
            }
        }
        return images;
    }

    /** The positions of the lines that name this image, ascending. Reads through the lines. */
    public Set<Integer> naming(String sha256) throws IOException {
        Set<Integer> naming = new TreeSet<>();
        writeTo(new NamedImages(OutputStream.nullOutputStream(), (line, image) -> {
            if (image.equals(sha256)) {
                naming.add(line);
            }
            return null;
        }));
        return naming;
    }

    /** The hash of the custom id of each line, in the order of the lines. */
    public long[] idHashes() throws IOException {
        long[] hashes = new long[batch.requests()];
        int position = 0;
        for (Cut cut : cuts) {
            long[] of;
            try (PositionedInput ids = IdsFile.open(store, cut.part().idsFile())) {
                of = IdsFile.hashes(ids, cut.shard(), cut.from(), cut.to() - cut.from());
            }
            for (LineRange range : cut.ranges()) {
                System.arraycopy(of, range.from() - cut.from(), hashes, position, range.lines());
                position += range.lines();
            }
        }
        return hashes;
    }

    /** The custom id at a position of the batch. Reads up to it: for rare cases. */
    public byte[] customId(int position) throws IOException {
        int before = 0;
        for (Cut cut : cuts) {
            for (LineRange range : cut.ranges()) {
                if (position < before + range.lines()) {
                    return new ShardLines(store).customId(cut.path(), range.from() + position - before);
                }
                before += range.lines();
            }
        }
        throw new IndexOutOfBoundsException(position);
    }

    private void writeTo(OutputStream sink) throws IOException {
        for (Cut cut : cuts) {
            copy(cut, sink);
        }
    }

    private boolean isWhole(Cut cut) {
        return cut.ranges().size() == 1 && cut.to() - cut.from() == cut.shard().requests();
    }

    /** Reads the whole shard, whatever is taken of it, and holds it against its seal before its last byte goes on. */
    private LineCutter copy(Cut cut, OutputStream sink) throws IOException {
        StagedShard shard = cut.shard();
        String path = cut.path();
        LineCutter cutter = new LineCutter(cut.ranges());
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        long left = shard.bytes();
        try (InputStream in = store.open(path)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                left -= count;
                checksum.update(buffer, 0, count);
                if (left < 0 || left == 0 && checksum.getValue() != shard.crc32c()) {
                    throw damaged(path);
                }
                cutter.cut(buffer, count, sink);
            }
        }
        if (left != 0) {
            throw damaged(path);
        }
        return cutter;
    }

    private ExternalException damaged(String path) {
        return ExternalException.damaged(
                "corrupt_shard",
                "staged file " + store.location() + "/" + path
                        + " is not what was sealed (other length or checksum), so " + BatchName.of(batch.number())
                        + " is not bought. Restore the file from a copy of the job directory and run again");
    }
}
