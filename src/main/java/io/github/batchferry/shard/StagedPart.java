package io.github.batchferry.shard;

import java.io.Serializable;
import java.util.List;

/**
 * What one write task staged: {@code <file>.rows}, {@code <file>.ids} and one {@code <file>-<ordinal>.jsonl} a shard.
 *
 * @param part the number of the Spark partition
 * @param file path in the job directory without its ending
 * @param failed rows that could not become requests
 */
public record StagedPart(
        int part,
        String file,
        long rows,
        long failed,
        long rowsBytes,
        long rowsCrc32c,
        List<RowSplit> splits,
        List<StagedShard> shards)
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
}
