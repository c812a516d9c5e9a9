package io.github.batchferry.shard;

import io.github.batchferry.cost.BodySample;
import java.io.Serializable;

/**
 * One file of request lines of one model.
 *
 * @param ordinal counts the shards of its part from 0
 * @param inputs embedding inputs, 0 where the endpoint does not count them
 * @param bodyBytes the sum of the bodies, without ids and the rest of the lines
 * @param crc32c of the whole file
 * @param bodyHashes the wrapping sum of the hashes of the bodies, which does not depend on their order
 * @param idsOffset where the hashes of its custom ids start in the part's {@code .ids} file, 8 bytes a line, in line
 *     order, followed by the same hashes in ascending order where the ids come from a column
 * @param tokens an estimate for all bodies; {@link BodySample#atLeast} where the ledger entry says nothing of tokens
 */
public record StagedShard(
        int ordinal,
        String model,
        int requests,
        int inputs,
        long bytes,
        long bodyBytes,
        long crc32c,
        long bodyHashes,
        long idsOffset,
        long tokens)
        implements Serializable {
    public StagedShard {
        tokens = tokens > 0 ? tokens : BodySample.atLeast(bodyBytes, requests);
    }
}
