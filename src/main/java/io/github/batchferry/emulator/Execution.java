package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.answer.Responder;
import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.fault.FaultScript.LineProblem;
import io.github.batchferry.emulator.fault.FaultScript.OnLine;
import io.github.batchferry.emulator.fault.Faults;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.file.ResultFile;
import io.github.batchferry.emulator.file.ResultLine;
import io.github.batchferry.emulator.file.SpoiltLine;
import io.github.batchferry.emulator.line.Counts;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.line.LineIndex;
import io.github.batchferry.emulator.line.RequestLine;
import io.github.batchferry.emulator.line.Usage;
import io.github.batchferry.emulator.wire.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One execution of a batch: its lines in shuffled order, answered, written and billed. */
final class Execution implements Closeable {
    private final Order order;
    private final ServedEndpoint endpoint;
    private final Responder responder;
    private final Faults faults;
    private final LineIndex index;
    private final int[] shuffled;
    private final ResultFile output;
    private final ResultFile errors;
    private final LedgerPages ledger;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Usage usage = Usage.NONE;
    private long completed;
    private long failed;
    private int done;

    Execution(
            Order order,
            ServedEndpoint endpoint,
            LineIndex index,
            long seed,
            Responder responder,
            Faults faults,
            Sinks sinks) {
        this.order = order;
        this.endpoint = endpoint;
        this.responder = responder;
        this.faults = faults;
        this.index = index;
        this.shuffled = index.shuffled(seed);
        this.output = sinks.output();
        this.errors = sinks.errors();
        this.ledger = sinks.ledger();
    }

    /** Executes lines until that many are done, or until somebody says that it is enough. */
    void run(int limit, int window, Enough enough, LongConsumer progress) throws IOException {
        for (; done < limit; done++) {
            if (done % 64 == 0) {
                progress.accept(completed);
                if (enough.asBoolean()) {
                    break;
                }
            }
            begin(shuffled[done]);
            while (pending.size() >= window) {
                end(pending.remove());
            }
        }
        while (!pending.isEmpty()) {
            end(pending.remove());
        }
    }

    /** Gives every line that is not done this error, which is not counted as a failure. */
    void breakOff(Unanswered unanswered) throws IOException {
        for (; done < shuffled.length; done++) {
            byte[] bytes = index.line(shuffled[done]);
            String customId =
                    String.valueOf(RequestLine.parse(bytes, 0, bytes.length).customId());
            errors.add(Json.bytes(unanswered.line(order, customId)));
        }
    }

    Results finish(long nowMillis, long expiresAt) throws IOException {
        @Nullable
        KeptFile outputFile =
                output.finish(order, "output", nowMillis, expiresAt).orElse(null);
        @Nullable
        KeptFile errorFile = errors.finish(order, "error", nowMillis, expiresAt).orElse(null);
        ledger.finish();
        return new Results(new Counts(shuffled.length, completed, failed), usage, outputFile, errorFile);
    }

    @Override
    public void close() throws IOException {
        output.close();
        errors.close();
        ledger.close();
        index.close();
    }

    private void begin(int number) throws IOException {
        byte[] bytes = index.line(number);
        RequestLine line = RequestLine.parse(bytes, 0, bytes.length);
        byte[] body = Arrays.copyOfRange(bytes, line.bodyFrom(), line.bodyTo());
        OnLine fault = faults.onLine(order, line, number + 1).orElse(null);
        CompletableFuture<Answer> answer = fault == null || fault.isExecuted()
                ? responder.answer(order.endpoint(), body)
                : CompletableFuture.completedFuture(refused(fault));
        pending.add(new Pending(String.valueOf(line.customId()), number + 1, body, answer, fault));
    }

    private void end(Pending line) throws IOException {
        OnLine fault = line.fault();
        if (fault != null && "unpaid".equals(fault.missing())) {
            return;
        }
        LineProblem problem = fault == null ? null : fault.error();
        Answer answer = null;
        if (problem == null) {
            try {
                answer = line.answer().join();
            } catch (CompletionException e) {
                problem = new LineProblem("request_timeout", String.valueOf(e.getCause()));
            }
        }
        if (answer == null || problem != null) {
            failed++;
            errors.add(Json.bytes(ResultLine.unanswered(
                    order,
                    line.customId(),
                    problem == null ? "" : problem.code(),
                    problem == null ? "" : problem.message())));
            return;
        }
        bill(line, answer);
        if (fault == null) {
            (answer.isSuccess() ? output : errors).add(order, line.customId(), answer);
        } else {
            new SpoiltLine(order, endpoint, line.customId(), answer, fault)
                    .write(answer.isSuccess() ? output : errors, errors);
        }
    }

    private void bill(Pending line, Answer answer) throws IOException {
        ledger.add(line.customId(), line.number(), line.body(), answer.status());
        if (answer.isSuccess()) {
            completed++;
            usage = usage.plus(Usage.of(answer.body().path("usage")));
        } else {
            failed++;
        }
    }

    private static Answer refused(OnLine fault) {
        int status = fault.status() == null ? 500 : fault.status();
        String message = fault.message() == null ? "The emulator was told to fail this line." : fault.message();
        String type = fault.type() == null ? (status >= 500 ? "server_error" : "invalid_request_error") : fault.type();
        return new Answer(
                status, fault.body() != null ? fault.body() : Refusal.body(message, type, null, fault.code()));
    }

    /** Where results go. */
    record Sinks(ResultFile output, ResultFile errors, LedgerPages ledger) {}

    @FunctionalInterface
    interface Enough {
        boolean asBoolean();
    }

    @FunctionalInterface
    interface Unanswered {
        ObjectNode line(Order order, String customId);
    }

    private record Pending(
            String customId,
            int number,
            byte[] body,
            CompletableFuture<Answer> answer,
            @Nullable OnLine fault) {}
}
