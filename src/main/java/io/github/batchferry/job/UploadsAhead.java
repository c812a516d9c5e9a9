package io.github.batchferry.job;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.job.lines.BatchInput;
import io.github.batchferry.job.transfer.Transfer;
import io.github.batchferry.job.transfer.Transfers;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Uploads the input files of batches that are bought next, while the one before them is bought. An upload is not paid
 * for; a file of which nothing was bought in the end is deleted at the close.
 */
final class UploadsAhead implements AutoCloseable {
    /** Buffers between the store and the socket. */
    private static final long BYTES_OF_AN_UPLOAD = 1 << 20;

    private final Job job;
    private final BatchApi api;
    private final Discard discard;
    private final Transfers transfers;
    private final Map<Integer, Ahead> ahead = new HashMap<>();

    private record Ahead(InputFile file, Transfer<RemoteFile> upload) {}

    UploadsAhead(Job job, BatchApi api, Notices notices) {
        this.job = job;
        this.api = api;
        discard = new Discard(api, notices);
        transfers = new Transfers(Transfers.within(job.state().limits().parallelTransfers(), BYTES_OF_AN_UPLOAD));
    }

    /**
     * Begins with as many as are allowed at once. None where a batch was refused and is offered again, since the server
     * may take no others then; none of a batch whose images must stand at the provider before it.
     *
     * @param next in the order in which they are bought
     * @param headroom what fits, without what is uploaded here
     */
    void begin(List<BatchState> next, PurchaseHeadroom headroom) throws IOException {
        if (transfers.atATime() == 1
                || !job.state().batches(BatchState.Phase.DENIED).isEmpty()) {
            return;
        }
        PurchaseHeadroom left = headroom.copy();
        int places = transfers.atATime();
        for (BatchState batch : next) {
            if (places == 0) {
                return;
            }
            if (!batch.isPurchasable() || batch.fileId() != null) {
                continue;
            }
            QueueLoad load = QueueLoad.of(batch.planned());
            if (left.answer(batch.planned(), load.tokens()) != PurchaseHeadroom.Answer.TAKES) {
                continue;
            }
            left.add(load);
            places--;
            if (!ahead.containsKey(batch.number())) {
                begin(batch);
            }
        }
    }

    private void begin(BatchState batch) throws IOException {
        BatchInput lines = new BatchInput(job.state(), job.store(), batch.planned());
        if (lines.mayNameImages()) {
            return;
        }
        InputFile file = file(batch, lines);
        if (file.bytes() <= job.state().limits().maxBytesPerBatch()) {
            ahead.put(batch.number(), new Ahead(file, transfers.start(() -> api.upload(file))));
        }
    }

    /** The input file of a batch, with its length. */
    InputFile file(BatchState batch, BatchInput lines) throws IOException {
        Ahead begun = ahead.get(batch.number());
        return begun == null
                ? lines.file(Metadata.jobName(job.state()) + "-" + batch.number() + "-" + job.driver() + ".jsonl")
                : begun.file();
    }

    /** As {@link BatchApi#upload}; waits for the upload of this batch where it has begun. */
    RemoteFile upload(BatchState batch, InputFile file) throws IOException {
        Ahead begun = ahead.remove(batch.number());
        return begun == null ? api.upload(file) : begun.upload().outcome();
    }

    @Override
    public void close() throws IOException {
        transfers.close();
        for (Ahead begun : ahead.values()) {
            RemoteFile uploaded = begun.upload().brought();
            if (uploaded != null) {
                discard.file(uploaded.id());
            }
        }
        ahead.clear();
    }
}
