package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Gives a purchase up for good: deletes its input file, so that a request that is still on its way names a missing file
 * and fails unpaid; then reads the whole list, twice, since a list may not show yet what arrived right before.
 */
final class Fence {
    /** How far behind a list may be: what another driver sent before the fence is seen after it. */
    static final Duration LIST_LAG = Duration.ofSeconds(30);

    private static final byte[] WITNESS =
            "{\"custom_id\":\"witness\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"none\"}}\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Pause pause;
    private final Adoption adoption;

    Fence(Job job, BatchApi api, Notices notices, Pause pause, Adoption adoption) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.pause = pause;
        this.adoption = adoption;
    }

    /**
     * Whether the key is one of the project in which the purchase was made: to another one every file is gone and every
     * list is empty.
     *
     * @param visible whether it sees the input file
     */
    boolean isKeyProved(BatchState batch, boolean visible) {
        if (visible) {
            return true;
        }
        Event.Fenced fenced = batch.fenced();
        return fenced != null
                && (fenced.witness() == null
                        ? adoption.seesAnotherBatch(batch)
                        : api.file(fenced.witness()).isPresent());
    }

    /**
     * @param why for the ledger
     * @return whether the lines were set free; false where the batch turned up and was adopted, or where the list proves
     *     nothing and the batch is held
     */
    boolean giveUp(BatchState batch, String why) throws InterruptedException {
        job.refresh();
        if (!batch.isOpen() || batch.batchId() != null) {
            return batch.phase() == BatchState.Phase.VOIDED;
        }
        if (adoption.adopt(batch, adoption.wholeList())) {
            return false;
        }
        String fileId = Adoption.fileId(batch);
        mark(batch);
        try {
            api.deleteFile(fileId);
        } catch (ExternalException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            Hold.hold(
                    job,
                    notices,
                    batch,
                    "its input file cannot be deleted, so it may still be bought: " + e.getMessage());
            return false;
        }
        if (api.file(fileId).isPresent()) {
            Hold.hold(
                    job,
                    notices,
                    batch,
                    "its input file is still there after the server said that it was deleted, so it may still be bought");
            return false;
        }
        if (adoption.adopt(batch, adoption.wholeList())) {
            return false;
        }
        pause.sleep(LIST_LAG);
        job.refresh();
        Listing last = adoption.wholeList();
        if (adoption.adopt(batch, last)) {
            return false;
        }
        if (!last.isWhole()) {
            Hold.hold(
                    job,
                    notices,
                    batch,
                    "the server's list of batches cannot be read to its end, which proves nothing");
            return false;
        }
        if (!isKeyProved(batch, false)) {
            Hold.hold(job, notices, batch, "the key does not see the project any more in which it was to be bought");
            return false;
        }
        job.append(
                List.of(new Event.Voided(
                        batch.number(), why + "input file " + fileId + " deleted, no batch made from it")),
                s -> batch.isOpen() && batch.batchId() == null);
        discardWitness(batch);
        notices.say(BatchName.of(batch.number()) + " was not bought; its requests are free to be bought again");
        return batch.phase() == BatchState.Phase.VOIDED;
    }

    /** Written before the file is deleted: who comes after a crash sees neither the file nor, maybe, any batch. */
    private void mark(BatchState batch) {
        if (batch.fenced() != null) {
            return;
        }
        String witness = adoption.seesAnotherBatch(batch)
                ? null
                : api.upload(new InputFile("batchferry-witness.jsonl", WITNESS.length, sink -> sink.write(WITNESS)))
                        .id();
        job.append(List.of(new Event.Fenced(batch.number(), witness)), s -> batch.fenced() == null && batch.isOpen());
        if (witness != null
                && (batch.fenced() == null || !witness.equals(batch.fenced().witness()))) {
            new Discard(api, notices).file(witness);
        }
    }

    private void discardWitness(BatchState batch) {
        Event.Fenced fenced = batch.fenced();
        if (fenced != null && fenced.witness() != null) {
            new Discard(api, notices).file(fenced.witness());
        }
    }
}
