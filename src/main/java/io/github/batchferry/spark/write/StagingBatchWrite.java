package io.github.batchferry.spark.write;

import io.github.batchferry.ExternalException;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Fingerprint;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/** The driver's side of a staging. Its commit seals; its abort deletes only what was not sealed. */
final class StagingBatchWrite implements BatchWrite {
    private final Staging staging;
    private final StructType schema;
    private final Sealer sealer;

    StagingBatchWrite(Staging staging, StructType schema) {
        this.staging = staging;
        int added = staging.columns().payload().casts().size();
        this.schema = new StructType(Arrays.copyOf(schema.fields(), schema.length() - added));
        sealer = new Sealer(staging.job(), staging.draft());
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        WriteDraft draft = staging.draft();
        LimitTerms limits = draft.limits();
        return new StagingWriterFactory(
                staging.directory(),
                draft.write(),
                schema,
                draft.sparkVersion(),
                draft.request(),
                new ShardLimits(limits.maxRequestsPerBatch(), limits.maxBytesPerBatch(), ShardLimits.MAX_INPUTS),
                staging.columns(),
                new IdSource(draft.customIdColumn()));
    }

    /** Staging needs no arbiter: the seal takes what the committed attempts name. */
    @Override
    public boolean useCommitCoordinator() {
        return false;
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        List<StagedPart> parts = new ArrayList<>();
        for (WriterCommitMessage message : messages) {
            if (message instanceof StagedMessage staged && staged.part() != null) {
                parts.add(staged.part());
            }
        }
        parts.sort(Comparator.comparingInt(StagedPart::part));
        try {
            sealer.seal(parts).ifPresent(rival -> staging.lost(new LostSeal(rival, Fingerprint.of(parts))));
        } catch (IOException e) {
            if (isSealed()) {
                return;
            }
            throw ExternalException.storeFailed(
                    "the write could not be sealed, nothing was bought: " + StoreWords.of(e) + ". Run it again", e);
        }
    }

    /** Whether only the sweeping after the seal failed: leftovers disturb nothing. */
    private boolean isSealed() {
        return staging.job().refresh().write(staging.draft().write()).isPresent();
    }

    @Override
    public void abort(WriterCommitMessage[] messages) {
        sealer.abort();
    }

    @Override
    public String toString() {
        return "openai-batch write " + staging.draft().write();
    }
}
