package io.github.batchferry.emulator;

import io.github.batchferry.emulator.dialect.Custom;
import io.github.batchferry.emulator.fault.BatchFault;
import io.github.batchferry.emulator.line.LineError;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Moves one batch from status to status. A batch is moved by one thread at a time; its owner sees to that. */
final class Lifecycle {
    private final EmulatorConfig config;
    private final State state;
    private final FileKeeper files;
    private final Admission admission;
    private final Work work;

    Lifecycle(EmulatorConfig config, State state, FileKeeper files, Admission admission, Work work) {
        this.config = config;
        this.state = state;
        this.files = files;
        this.admission = admission;
        this.work = work;
    }

    /** Whether there is something to do now. */
    boolean isDue(BatchRecord batch) {
        long now = config.clock().millis();
        if (isOverdue(batch, now)) {
            return true;
        }
        if (batch.holds(now)) {
            return false;
        }
        return switch (batch.status()) {
            case Progress.VALIDATING ->
                now >= batch.order().createdAt() + config.pace().validating().toMillis();
            case Progress.IN_PROGRESS -> now >= inProgressUntil(batch);
            case Progress.FINALIZING ->
                now
                        >= batch.progress().since(Progress.FINALIZING)
                                + config.pace().finalizing().toMillis();
            case Progress.CANCELLING -> true;
            default -> false;
        };
    }

    /** Does one step. The batch stays as it is where the emulator is closed meanwhile. */
    void step(BatchRecord batch, BooleanSupplier closing) throws IOException {
        switch (batch.status()) {
            case Progress.VALIDATING -> {
                if (isOverdue(batch, now())) {
                    work.end(batch, Progress.EXPIRED, 0, closing);
                } else {
                    admission.validate(batch);
                }
            }
            case Progress.IN_PROGRESS -> execute(batch, closing);
            case Progress.CANCELLING -> work.end(batch, Progress.CANCELLED, linesDone(batch), closing);
            case Progress.FINALIZING -> {
                state.move(
                        batch.id(),
                        Progress.FINALIZING,
                        current -> current.with(current.progress().to(Progress.COMPLETED, now())));
                files.release(batch.order().inputFileId(), config.bodies());
            }
            default -> {}
        }
    }

    /** Ends a batch that the emulator itself cannot go on with. Nothing of it is billed. */
    void giveUp(BatchRecord batch, Exception cause) {
        String message = "The emulator could not execute this batch: " + cause;
        admission.fail(batch, batch.progress().model(), List.of(new LineError("server_error", message, null, null)));
    }

    /** The lines of a batch that are answered by now, as a poll sees it. */
    long done(BatchRecord batch) {
        long waiting = batch.status().equals(Progress.IN_PROGRESS) ? linesDone(batch) : 0;
        return work.done(batch.id()).orElse(waiting);
    }

    private void execute(BatchRecord batch, BooleanSupplier closing) throws IOException {
        BatchFault fault = batch.order().fault();
        int total = (int) batch.progress().counts().total();
        if (isOverdue(batch, now()) || fault.expire() != null) {
            work.end(batch, Progress.EXPIRED, linesDone(batch), closing);
        } else if (fault.cancel() != null) {
            work.end(batch, Progress.CANCELLED, linesDone(batch), closing);
        } else {
            work.end(batch, Progress.FINALIZING, total, closing);
        }
    }

    private int linesDone(BatchRecord batch) {
        long total = batch.progress().counts().total();
        BatchFault fault = batch.order().fault();
        Double told = fault.expire() != null ? fault.expire() : fault.cancel();
        if (told != null) {
            return (int) Math.floor(total * told);
        }
        long begun = batch.progress().since(Progress.IN_PROGRESS);
        long stopped = batch.progress()
                .at()
                .getOrDefault(Progress.CANCELLING, Math.min(now(), batch.order().expiresAt()));
        long pace = config.pace().inProgress().toMillis();
        return pace == 0 ? 0 : (int) Math.min(total, total * (stopped - begun) / pace);
    }

    private boolean isOverdue(BatchRecord batch, long now) {
        boolean waits =
                batch.status().equals(Progress.VALIDATING) || batch.status().equals(Progress.IN_PROGRESS);
        return waits
                && now >= batch.order().expiresAt()
                && !config.dialect().ways().has(Custom.NEVER_EXPIRES);
    }

    private long inProgressUntil(BatchRecord batch) {
        return batch.progress().since(Progress.IN_PROGRESS)
                + config.pace().inProgress().toMillis();
    }

    private long now() {
        return config.clock().millis();
    }
}
