package io.github.batchferry.emulator;

import io.github.batchferry.emulator.Execution.Sinks;
import io.github.batchferry.emulator.answer.Responder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Moves one batch from status to status. A batch is moved by one thread at a time; its owner sees to that. */
final class Lifecycle {
    private static final long THIRTY_DAYS = 30L * 24 * 3600;

    private final EmulatorConfig config;
    private final State state;
    private final Contents contents;
    private final FileKeeper files;
    private final Ledger ledger;
    private final Faults faults;
    private final Ids ids;
    private final Responder responder;
    private final Map<String, Long> done = new ConcurrentHashMap<>();

    Lifecycle(
            EmulatorConfig config,
            State state,
            Contents contents,
            FileKeeper files,
            Ledger ledger,
            Faults faults,
            Ids ids,
            Responder responder) {
        this.config = config;
        this.state = state;
        this.contents = contents;
        this.files = files;
        this.ledger = ledger;
        this.faults = faults;
        this.ids = ids;
        this.responder = responder;
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
            case Progress.VALIDATING -> validate(batch);
            case Progress.IN_PROGRESS -> execute(batch, closing);
            case Progress.CANCELLING -> end(batch, Progress.CANCELLED, linesDone(batch), closing);
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
        fail(batch, batch.progress().model(), List.of(new LineError("server_error", message, null, null)));
    }

    /** The lines of a batch that are answered by now, as a poll sees it. */
    long done(BatchRecord batch) {
        Long running = done.get(batch.id());
        if (running != null || !batch.status().equals(Progress.IN_PROGRESS)) {
            return running == null ? 0 : running;
        }
        return linesDone(batch);
    }

    private void validate(BatchRecord batch) throws IOException {
        if (isOverdue(batch, now())) {
            move(batch, batch.progress().to(Progress.EXPIRED, now()));
            return;
        }
        List<LineError> told = batch.order().fault().fail();
        Optional<KeptFile> input =
                state.file(batch.order().project(), batch.order().inputFileId(), now());
        if (told != null || input.isEmpty() || !contents.exists(input.get().id())) {
            fail(batch, null, told != null ? told : List.of(fileNotFound(batch.order())));
            return;
        }
        Validation.Verdict verdict;
        try {
            verdict = Validation.of(
                    contents.path(input.get().id()),
                    input.get().bytes(),
                    batch.order().endpoint(),
                    config.limits());
        } catch (NoSuchFileException e) {
            fail(batch, null, List.of(fileNotFound(batch.order())));
            return;
        }
        if (!verdict.errors().isEmpty()) {
            fail(batch, verdict.model(), verdict.errors());
            return;
        }
        admit(batch, String.valueOf(verdict.model()), verdict);
    }

    /** One batch at a time, so that two do not fill the same room. */
    private synchronized void admit(BatchRecord batch, String model, Validation.Verdict verdict) {
        Optional<LineError> full = new Queue(config.limits(), state.open())
                .refusal(batch.order(), model, verdict.requests(), verdict.tokens());
        if (full.isPresent()) {
            fail(batch, model, List.of(full.get()));
            return;
        }
        move(
                batch,
                batch.progress()
                        .validated(model, verdict.requests(), verdict.tokens())
                        .to(Progress.IN_PROGRESS, now()));
    }

    private void execute(BatchRecord batch, BooleanSupplier closing) throws IOException {
        BatchFault fault = batch.order().fault();
        int total = (int) batch.progress().counts().total();
        if (isOverdue(batch, now()) || fault.expire() != null) {
            end(batch, Progress.EXPIRED, linesDone(batch), closing);
        } else if (fault.cancel() != null) {
            end(batch, Progress.CANCELLED, linesDone(batch), closing);
        } else {
            end(batch, Progress.FINALIZING, total, closing);
        }
    }

    /** Executes that many lines and gives the batch this status; where it is cancelled on the way, that one. */
    private void end(BatchRecord batch, String next, int lines, BooleanSupplier closing) throws IOException {
        Order order = batch.order();
        String before = batch.status();
        if (batch.progress().counts().total() == 0) {
            move(batch, batch.progress().to(next, now()));
            return;
        }
        if (!contents.exists(order.inputFileId())) {
            fail(batch, batch.progress().model(), List.of(fileNotFound(order)));
            return;
        }
        Results results;
        String outcome = next;
        int window = config.upstream() == null ? 1 : config.upstreamConcurrency();
        try (Execution execution = new Execution(
                order,
                new LineIndex(contents.path(order.inputFileId())),
                seed(order),
                responder,
                faults,
                sinks(order))) {
            execution.run(
                    lines,
                    window,
                    () -> closing.getAsBoolean() || !isStill(before, order.id()),
                    count -> done.put(order.id(), count));
            if (closing.getAsBoolean()) {
                return;
            }
            if (!isStill(before, order.id())) {
                outcome = Progress.CANCELLED;
            }
            if (!outcome.equals(Progress.FINALIZING)) {
                execution.breakOff(outcome.equals(Progress.EXPIRED) ? ResultLine::expired : ResultLine::cancelled);
            }
            Long seconds = order.outputSeconds();
            long now = now();
            results = execution.finish(now, now + 1000 * (seconds == null ? THIRTY_DAYS : seconds));
        } finally {
            done.remove(order.id());
        }
        conclude(order.id(), before, outcome, results);
    }

    private void conclude(String id, String before, String outcome, Results results) throws IOException {
        Optional<BatchRecord> moved = state.move(
                id,
                before,
                current -> current.with(current.progress().executed(results).to(outcome, now())));
        if (moved.isEmpty()) {
            moved = state.move(
                    id,
                    Progress.CANCELLING,
                    current -> current.with(current.progress().executed(results).to(Progress.CANCELLED, now())));
        }
        if (moved.isPresent() && moved.get().progress().isTerminal()) {
            files.release(moved.get().order().inputFileId(), config.bodies());
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

    private boolean isStill(String status, String id) {
        return state.batch(id).filter(batch -> batch.status().equals(status)).isPresent();
    }

    private boolean isOverdue(BatchRecord batch, long now) {
        boolean waits =
                batch.status().equals(Progress.VALIDATING) || batch.status().equals(Progress.IN_PROGRESS);
        return waits && now >= batch.order().expiresAt();
    }

    private long inProgressUntil(BatchRecord batch) {
        return batch.progress().since(Progress.IN_PROGRESS)
                + config.pace().inProgress().toMillis();
    }

    private void fail(BatchRecord batch, @Nullable String model, List<LineError> errors) {
        move(batch, batch.progress().failed(errors, model, now()));
    }

    private void move(BatchRecord batch, Progress next) {
        state.move(batch.id(), batch.status(), current -> current.with(next));
    }

    private Sinks sinks(Order order) throws IOException {
        return new Sinks(
                new ResultFile(contents, ids.file()), new ResultFile(contents, ids.file()), ledger.open(order.id()));
    }

    private long seed(Order order) {
        return config.seed() * 31 + order.id().hashCode();
    }

    private long now() {
        return config.clock().millis();
    }

    private static LineError fileNotFound(Order order) {
        String message = "Cannot find file %s, or organization org-emulator does not have access to it.";
        return new LineError("invalid_request", message.formatted(order.inputFileId()), "file_id", null);
    }
}
