package io.github.batchferry.job.verify;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LineAssignment;
import io.github.batchferry.ledger.Replay;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds every byte that the ledger names against the ledger: each entry, row, request line, id, result and index. Reads
 * only; needs no server, and no more memory for more rows. Checkpoints and what else is derived are left out.
 */
public final class Verification {
    private final VerifiedFiles files;
    private final JobState state;
    private long rows;
    private long requests;
    private long answers;

    private Verification(VerifiedFiles files, JobState state) {
        this.files = files;
        this.state = state;
    }

    /** Throws {@link ExternalException}, which names the file and the place, at the first difference. */
    public static Verified of(JobStore store) throws IOException {
        VerifiedFiles files = new VerifiedFiles(store);
        try {
            Replay replay = Replay.of(store);
            replay.files().forEach(file -> files.count(file.bytes()));
            return new Verification(files, replay.state()).verify();
        } catch (NoSuchFileException e) {
            throw files.difference(String.valueOf(e.getMessage()), "it is not there");
        }
    }

    private Verified verify() throws IOException {
        for (Event.WriteSealed write : state.writes()) {
            verify(write);
        }
        verifyPurchases();
        for (BatchState batch : state.batches()) {
            Event.Collected collected = batch.collected();
            if (collected != null) {
                answers += new VerifyBatch(files, state, batch).verify(collected);
            }
        }
        return new Verified(
                state.lastEntry(),
                files.files(),
                files.bytes(),
                rows,
                requests,
                state.batches().size(),
                answers);
    }

    private void verify(Event.WriteSealed write) throws IOException {
        long idSum = 0;
        long ids = 0;
        for (StagedPart part : write.parts()) {
            idSum += new VerifyPart(files, write, part).verify();
            rows += part.rows();
            for (StagedShard shard : part.shards()) {
                ids += shard.requests();
                verifyHolders(new ShardKey(write.write(), part.part(), shard.ordinal()), part, shard);
            }
        }
        requests += ids;
        if (write.sortedIds() != null) {
            verifySorted(write.sortedIds(), ids, idSum);
        }
    }

    /** Each line in one batch at most. */
    private void verifyHolders(ShardKey key, StagedPart part, StagedShard shard) {
        int free = 0;
        for (LineAssignment holding : state.holders(key)) {
            if (holding.from() < free || holding.to() > shard.requests()) {
                throw files.difference(
                        part.shardFile(shard.ordinal()),
                        "its lines " + holding.from() + " to " + holding.to() + " are in "
                                + BatchName.of(holding.batch().number()) + " and in another one, or are not there");
            }
            free = holding.to();
        }
    }

    private void verifySorted(String path, long count, long sum) throws IOException {
        try (PositionedInput ids = files.sealed(path)) {
            byte[] bytes = new byte[1 << 16];
            ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long left = sum;
            long last = Long.MIN_VALUE;
            for (long at = 0; at < ids.length(); at += bytes.length) {
                int some = (int) Math.min(bytes.length, ids.length() - at);
                ids.readFully(at, bytes, 0, some);
                for (int i = 0; i < some; i += Long.BYTES) {
                    long hash = view.getLong(i);
                    if (hash < last) {
                        throw files.difference(path, "its hashes do not ascend at byte " + (at + i));
                    }
                    last = hash;
                    left -= hash;
                }
            }
            if (ids.length() != count * Long.BYTES || left != 0) {
                throw files.difference(path, "its hashes are not those of the " + count + " custom ids of the write");
            }
        }
    }

    /** Each batch of the server under one number. */
    private void verifyPurchases() {
        Map<String, Integer> numbers = new HashMap<>();
        for (BatchState batch : state.batches()) {
            String id = batch.batchId();
            Integer other = id == null ? null : numbers.put(id, batch.number());
            if (other != null) {
                throw files.difference(
                        Replay.DIRECTORY,
                        id + " is " + BatchName.of(other) + " and " + BatchName.of(batch.number()) + " at once");
            }
        }
    }
}
