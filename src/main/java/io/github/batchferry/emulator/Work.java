package io.github.batchferry.emulator;

import io.github.batchferry.emulator.Execution.Sinks;
import io.github.batchferry.emulator.answer.NamedFiles;
import io.github.batchferry.emulator.answer.Responder;
import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.dialect.Custom;
import io.github.batchferry.emulator.fault.Faults;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.file.ContraryFile;
import io.github.batchferry.emulator.file.ResultFile;
import io.github.batchferry.emulator.file.ResultFile.WithoutLine;
import io.github.batchferry.emulator.file.ResultLine;
import io.github.batchferry.emulator.file.RewordedFile;
import io.github.batchferry.emulator.line.BodyKeeping;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.line.LineIndex;
import io.github.batchferry.emulator.wire.Ids;
import io.github.batchferry.emulator.world.Manners;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The execution of a batch, from its admitted lines to its result files. */
final class Work {
    private final EmulatorConfig config;
    private final State state;
    private final Contents contents;
    private final FileKeeper files;
    private final Admission admission;
    private final Ledger ledger;
    private final Faults faults;
    private final Ids ids;
    private final Responder responder;
    private final Manners manners;
    private final Map<String, Long> done = new ConcurrentHashMap<>();

    Work(
            EmulatorConfig config,
            State state,
            Contents contents,
            FileKeeper files,
            Admission admission,
            Ledger ledger,
            Faults faults,
            Ids ids,
            Responder responder,
            Manners manners) {
        this.config = config;
        this.state = state;
        this.contents = contents;
        this.files = files;
        this.admission = admission;
        this.ledger = ledger;
        this.faults = faults;
        this.ids = ids;
        this.responder = responder;
        this.manners = manners;
    }

    /** The lines of a running execution that are answered by now; empty where none runs. */
    Optional<Long> done(String id) {
        return Optional.ofNullable(done.get(id));
    }

    /** Executes that many lines and gives the batch this status; where it is cancelled on the way, that one. */
    void end(BatchRecord batch, String next, int lines, BooleanSupplier closing) throws IOException {
        Order order = batch.order();
        String before = batch.status();
        if (batch.progress().counts().total() == 0) {
            state.move(
                    order.id(),
                    before,
                    current -> current.with(current.progress().to(next, now())));
            return;
        }
        if (!contents.exists(order.inputFileId())) {
            admission.fail(batch, batch.progress().model(), List.of(Admission.fileNotFound(order)));
            return;
        }
        Results results;
        String outcome = next;
        ServedEndpoint endpoint = config.endpoints().find(order.endpoint()).orElseThrow();
        int window = config.upstream() == null ? 1 : config.upstreamConcurrency();
        try (Execution execution = new Execution(
                order,
                endpoint,
                new LineIndex(contents.path(order.inputFileId())),
                seed(order),
                new NamedFiles(
                        config.bodies() == BodyKeeping.KEEP ? responder : new SameAnswer(responder),
                        endpoint,
                        Json.MAPPER,
                        id -> state.file(order.project(), id, now()).isPresent()),
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
            Long asked = order.outputSeconds();
            long seconds = asked == null ? config.dialect().ways().expiry().unasked() : asked;
            long now = now();
            results = execution.finish(now, now + 1000 * seconds);
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

    private boolean isStill(String status, String id) {
        return state.batch(id).filter(batch -> batch.status().equals(status)).isPresent();
    }

    private Sinks sinks(Order order) throws IOException {
        BodyKeeping keeping = config.bodies();
        WithoutLine errors =
                config.dialect().ways().has(Custom.ERROR_FILE_ALWAYS) ? WithoutLine.EMPTY_FILE : WithoutLine.NO_FILE;
        return new Sinks(resultFile(WithoutLine.NO_FILE), resultFile(errors), ledger.open(order.id(), keeping));
    }

    private ResultFile resultFile(WithoutLine empty) throws IOException {
        ResultFile file = ResultFile.of(contents, ids.file(), config.bodies(), empty);
        if (config.dialect().rewordsLines()) {
            file = new RewordedFile(file, config.dialect()::line);
        }
        return manners.arePlain() ? file : new ContraryFile(file, manners);
    }

    private long seed(Order order) {
        return config.seed() * 31 + order.id().hashCode();
    }

    private long now() {
        return config.clock().millis();
    }
}
