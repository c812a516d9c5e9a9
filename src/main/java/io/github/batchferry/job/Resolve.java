package io.github.batchferry.job;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.util.List;
import java.util.Locale;

/** Settles a batch that is held in doubt by the word of a person who has looked. */
public final class Resolve {
    private final Job job;
    private final BatchApi api;
    private final Fence fence;

    public Resolve(Job job, BatchApi api, Notices notices, Pause pause) {
        this.job = job;
        this.api = api;
        fence = new Fence(job, api, notices, pause, new Adoption(job, api, notices));
    }

    /**
     * The purchase happened as this batch.
     *
     * @throws UserException where the batch is not in doubt, or the id is not that of a batch made from its input file
     */
    public void bought(int number, String batchId) {
        BatchState batch = inDoubt(number);
        Batch remote = api.batch(batchId)
                .orElseThrow(() -> new UserException("the key sees no batch '" + batchId
                        + "'. Look for the batch made from file " + batch.fileId() + " in the provider's list"));
        if (!remote.inputFileId().equals(batch.fileId())) {
            throw new UserException(BatchName.of(batchId) + " was made from file " + remote.inputFileId() + ", but "
                    + BatchName.of(number) + " was to be bought from file " + batch.fileId()
                    + ": it is another purchase");
        }
        job.append(
                List.of(new Event.Created(number, batchId, "resolved")),
                state -> batch.isOpen() && batch.batchId() == null);
        if (!batchId.equals(batch.batchId())) {
            throw new UserException(BatchName.of(number) + " was settled otherwise meanwhile: " + settled(batch));
        }
    }

    /**
     * The purchase did not happen. Its input file is deleted first, so that a request that is still on its way fails
     * unpaid.
     *
     * <p>Waits half a minute before its last look.
     *
     * @throws UserException where the batch is not held in doubt: a driver may be buying it right now; or where the wait
     *     was interrupted
     * @return whether the requests are free to be bought again; false where the batch turned up after all and was
     *     adopted
     */
    public boolean notBought(int number) {
        BatchState batch = inDoubt(number);
        if (batch.doubt() == null) {
            throw new UserException(
                    BatchName.of(number) + " is not in doubt yet: a driver said at " + batch.intendedAt()
                            + " that it is about to buy it. Let the job go on first: it looks for the batch, and holds it in doubt"
                            + " where it cannot be found");
        }
        requireRightKey(batch);
        try {
            return fence.giveUp(batch, "resolved as not bought: ");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException(
                    BatchName.of(number) + ": interrupted before the last look at the server's list, so the"
                            + " purchase is not given up yet. Call it again");
        }
    }

    /** What to tell people about a batch that is held in doubt: when, from which file, and which command settles it. */
    public static String heldText(Job job, BatchState batch) {
        return Hold.text(job, batch);
    }

    /** To the key of another project every file is gone and every list is empty. */
    private void requireRightKey(BatchState batch) {
        boolean visible = api.file(String.valueOf(batch.fileId())).isPresent();
        if (!fence.isKeyProved(batch, visible) && !new Adoption(job, api, said -> {}).seesAnotherBatch(batch)) {
            throw new UserException("the key sees neither input file " + batch.fileId()
                    + " nor any batch of this job: it may belong to another project, to which nothing seems bought."
                    + " Use a key of the job's project; nothing was changed");
        }
    }

    private BatchState inDoubt(int number) {
        BatchState batch = job.refresh()
                .batch(number)
                .orElseThrow(
                        () -> new UserException("job " + job.store().location() + " has no " + BatchName.of(number)));
        if (batch.phase() != BatchState.Phase.INTENDED && batch.doubt() == null) {
            throw new UserException(BatchName.of(number) + " is not in doubt: " + settled(batch));
        }
        return batch;
    }

    private static String settled(BatchState batch) {
        return "it is " + batch.phase().name().toLowerCase(Locale.ROOT) + ". There is nothing to resolve";
    }
}
