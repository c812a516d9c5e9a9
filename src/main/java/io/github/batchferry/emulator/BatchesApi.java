package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.emulator.dialect.Ways;
import io.github.batchferry.emulator.fault.BatchFault;
import io.github.batchferry.emulator.fault.Faults;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.line.Lines;
import io.github.batchferry.emulator.line.RequestLine;
import io.github.batchferry.emulator.wire.ContraryList;
import io.github.batchferry.emulator.wire.CreateRequest;
import io.github.batchferry.emulator.wire.Ids;
import io.github.batchferry.emulator.wire.Paging;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.world.Entry;
import io.github.batchferry.emulator.world.Manners;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /v1/batches}. */
final class BatchesApi {
    private static final long HOUR = 3_600_000;

    private final State state;
    private final Contents contents;
    private final Lifecycle lifecycle;
    private final Faults faults;
    private final Limits limits;
    private final ServedEndpoints endpoints;
    private final Ways ways;
    private final Ids ids;
    private final Clock clock;
    private final Manners manners;
    private final Sight sight;

    BatchesApi(
            State state,
            Contents contents,
            Lifecycle lifecycle,
            Faults faults,
            Limits limits,
            ServedEndpoints endpoints,
            Ways ways,
            Ids ids,
            Clock clock,
            Manners manners,
            Sight sight) {
        this.state = state;
        this.contents = contents;
        this.lifecycle = lifecycle;
        this.faults = faults;
        this.limits = limits;
        this.endpoints = endpoints;
        this.ways = ways;
        this.ids = ids;
        this.clock = clock;
        this.manners = manners;
        this.sight = sight;
    }

    Reply create(Request request, String project) throws IOException {
        CreateRequest asked = CreateRequest.parse(
                request.body().readNBytes(1 << 20), endpoints.paths(), ways.windows(), ways.expiry());
        long now = clock.millis();
        Optional<KeptFile> input = state.file(project, asked.inputFileId(), now);
        input.filter(file -> !ways.isProcessed(file.createdAt(), now)).ifPresent(BatchesApi::refusePending);
        String model = input.isPresent() ? firstModel(input.get()) : null;
        BatchFault scripted = faults.onBatch(asked.endpoint(), model, asked.metadata());
        BatchFault fault = scripted == BatchFault.NONE
                ? manners.fate(asked.inputFileId(), now).map(BatchFault::of).orElse(scripted)
                : scripted;
        BatchRecord batch = accept(asked, project, input, fault, now);
        manners.twin(now).map(BatchFault::of).ifPresent(twin -> accept(asked, project, input, twin, now));
        return view(batch);
    }

    private BatchRecord accept(
            CreateRequest asked, String project, Optional<KeptFile> input, BatchFault fault, long now) {
        Order order = new Order(
                ids.batch(),
                project,
                asked.inputFileId(),
                input.map(KeptFile::sha256).orElse(null),
                asked.endpoint(),
                asked.completionWindow(),
                asked.metadata(),
                asked.outputSeconds(),
                now,
                now + HOUR * ways.windows().hours(asked.completionWindow()).orElseThrow(),
                fault);
        BatchRecord batch = new BatchRecord(order, Progress.begun());
        state.add(batch, limits.batchesPerHour(), now - HOUR);
        return batch;
    }

    Reply get(String project, String id) {
        BatchRecord batch = found(project, id);
        if (faults.hidesFromGet(batch.order())) {
            throw missing(id);
        }
        return view(batch);
    }

    Reply list(Request request, String project) {
        Paging.Asked asked = ways.paging().asked(request);
        if (!manners.arePlain()) {
            return new ContraryList(manners, clock.millis()).page(entries(project), asked);
        }
        String after = asked.after();
        int end = asked.skipped() + asked.limit();
        List<BatchRecord> page = state.batches(project, after, end + 1)
                .orElseThrow(() -> Refusal.invalid("No batch found with id '" + after + "'.", "after", null));
        boolean more = page.size() > end;
        List<BatchRecord> shown = page.stream()
                .limit(end)
                .skip(asked.skipped())
                .filter(batch -> !faults.hidesFromList(batch.order()))
                .toList();
        ObjectNode view = Json.object().put("object", "list");
        ArrayNode data = view.putArray("data");
        shown.forEach(batch -> data.add(batch.view(clock.millis(), lifecycle.done(batch))));
        view.put("first_id", shown.isEmpty() ? null : shown.get(0).id());
        view.put("last_id", shown.isEmpty() ? null : shown.get(shown.size() - 1).id());
        return Reply.json(200, view.put("has_more", more));
    }

    Reply cancel(String project, String id) {
        found(project, id);
        UnaryOperator<BatchRecord> cancelling =
                batch -> batch.with(batch.progress().to(Progress.CANCELLING, clock.millis()));
        Optional<BatchRecord> moved = state.move(id, Progress.VALIDATING, cancelling)
                .or(() -> state.move(id, Progress.IN_PROGRESS, cancelling));
        if (moved.isPresent()) {
            return view(moved.get());
        }
        BatchRecord batch = found(project, id);
        return switch (batch.status()) {
            case Progress.CANCELLING, Progress.CANCELLED -> view(batch);
            default -> throw Refusal.of(409, "Cannot cancel a batch with status '" + batch.status() + "'.", null, null);
        };
    }

    private @Nullable String firstModel(KeptFile input) throws IOException {
        if (!contents.exists(input.id())) {
            return null;
        }
        try (Lines lines = new Lines(contents.path(input.id()))) {
            return lines.next()
                    ? RequestLine.parse(lines.buffer(), lines.start(), lines.length())
                            .model()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** All batches of a project, newest first. */
    private List<Entry> entries(String project) {
        return state.batches(project, null, Integer.MAX_VALUE).orElseThrow().stream()
                .filter(batch -> !faults.hidesFromList(batch.order()))
                .map(batch -> new Entry(
                        batch.id(),
                        batch.order().createdAt(),
                        manners.listed(batch.view(clock.millis(), lifecycle.done(batch)), sight.look(batch))))
                .toList();
    }

    private BatchRecord found(String project, String id) {
        return state.batch(project, id).orElseThrow(() -> missing(id));
    }

    private Reply view(BatchRecord batch) {
        ObjectNode view = batch.view(clock.millis(), lifecycle.done(batch));
        return Reply.json(200, manners.single(view, sight.look(batch)));
    }

    private static void refusePending(KeptFile file) {
        String message = "The input file '%s' is in 'pending' state. Only files with status 'Processed' are accepted"
                + " for batch inferencing. Please check the file status and try again.";
        throw Refusal.invalid(message.formatted(file.id()), null, "invalid_request");
    }

    private static Refusal missing(String id) {
        return Refusal.of(404, "No batch found with id '" + id + "'.", null, null);
    }
}
