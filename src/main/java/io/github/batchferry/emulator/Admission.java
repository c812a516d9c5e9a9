package io.github.batchferry.emulator;

import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.line.LineError;
import io.github.batchferry.emulator.line.Slack;
import io.github.batchferry.emulator.line.Validation;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way of a batch out of validation: to work, or to failure with nothing billed. */
final class Admission {
    private final State state;
    private final Contents contents;
    private final Limits limits;
    private final ServedEndpoints endpoints;
    private final Set<Slack> slack;
    private final Clock clock;

    Admission(State state, Contents contents, Limits limits, ServedEndpoints endpoints, Set<Slack> slack, Clock clock) {
        this.state = state;
        this.contents = contents;
        this.limits = limits;
        this.endpoints = endpoints;
        this.slack = slack;
        this.clock = clock;
    }

    void validate(BatchRecord batch) throws IOException {
        List<LineError> told = batch.order().fault().fail();
        Optional<KeptFile> input =
                state.file(batch.order().project(), batch.order().inputFileId(), now());
        if (told != null || input.isEmpty() || !contents.exists(input.get().id())) {
            fail(batch, null, told != null ? told : List.of(fileNotFound(batch.order())));
            return;
        }
        ServedEndpoint endpoint = endpoints.find(batch.order().endpoint()).orElseThrow();
        Validation.Verdict verdict;
        try {
            verdict = Validation.of(
                    contents.path(input.get().id()), input.get().bytes(), endpoint, endpoints, limits, slack);
        } catch (NoSuchFileException e) {
            fail(batch, null, List.of(fileNotFound(batch.order())));
            return;
        }
        if (!verdict.errors().isEmpty()) {
            fail(batch, verdict.model(), verdict.errors());
            return;
        }
        admit(batch, endpoint, String.valueOf(verdict.model()), verdict);
    }

    /** One batch at a time, so that two do not fill the same room. */
    private synchronized void admit(
            BatchRecord batch, ServedEndpoint endpoint, String model, Validation.Verdict verdict) {
        Optional<LineError> full = new Queue(limits, state.open())
                .refusal(batch.order(), endpoint, model, verdict.requests(), verdict.tokens());
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

    /** Ends a batch with these errors. */
    void fail(BatchRecord batch, @Nullable String model, List<LineError> errors) {
        move(batch, batch.progress().failed(errors, model, now()));
    }

    private void move(BatchRecord batch, Progress next) {
        state.move(batch.id(), batch.status(), current -> current.with(next));
    }

    static LineError fileNotFound(Order order) {
        String message = "Cannot find file %s, or organization org-emulator does not have access to it.";
        return new LineError("invalid_request", message.formatted(order.inputFileId()), "file_id", null);
    }

    private long now() {
        return clock.millis();
    }
}
