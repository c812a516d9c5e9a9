package io.github.batchferry.ledger;

import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.List;
import java.util.Locale;

/** What tells whether two writes ask the same: it does not depend on ids, on parts, or on the order of rows. */
public final class Fingerprint {
    private Fingerprint() {}

    /** The sum of the hashes of all request bodies in hexadecimal digits, and the number of requests. */
    public static String of(List<StagedPart> parts) {
        long hashes = 0;
        long requests = 0;
        for (StagedPart part : parts) {
            for (StagedShard shard : part.shards()) {
                hashes += shard.bodyHashes();
                requests += shard.requests();
            }
        }
        return String.format(Locale.ROOT, "%016x-%d", hashes, requests);
    }
}
