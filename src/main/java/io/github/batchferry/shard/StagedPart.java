package io.github.batchferry.shard;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one write task staged: {@code <file>.rows}, {@code <file>.ids} and one {@code <file>-<ordinal>.jsonl} a shard.
 *
 * @param part the number of the Spark partition
 * @param file path in the job directory without its ending
 * @param failed rows that could not become requests
 * @param images that its lines name by their hashes; null where there are none
 */
public record StagedPart(
        int part,
        String file,
        long rows,
        long failed,
        long rowsBytes,
        long rowsCrc32c,
        List<RowSplit> splits,
        List<StagedShard> shards,
        @Nullable StagedImages images)
        implements Serializable {
    public String rowsFile() {
        return file + ".rows";
    }

    public String idsFile() {
        return file + ".ids";
    }

    public String shardFile(int ordinal) {
        return file + "-" + ordinal + ".jsonl";
    }

    /** The bytes of its images. */
    public String imagesFile() {
        return file + ".images";
    }

    /** The hashes and lengths of its images. */
    public String imageListFile() {
        return file + ".images.list";
    }

    StagedImages stagedImages() {
        return Objects.requireNonNull(images, "a line names an image");
    }
}
