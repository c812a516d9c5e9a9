package io.github.batchferry.emulator;

import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.line.LineError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The room that the open batches of a project leave for one more of the same model. */
final class Queue {
    private final Limits limits;
    private final List<BatchRecord> open;

    Queue(Limits limits, List<BatchRecord> open) {
        this.limits = limits;
        this.open = open;
    }

    /** The error that the batch fails with, where there is no room. */
    Optional<LineError> refusal(Order order, ServedEndpoint endpoint, String model, long requests, long tokens) {
        Long most = limits.enqueuedTokens().get(model);
        long enqueued = others(order, model)
                .mapToLong(batch -> batch.progress().tokens())
                .sum();
        if (most != null && enqueued + tokens > most) {
            return Optional.of(error("token", "tokens", model, Long.toString(most)));
        }
        long enqueuedRequests = others(order, model)
                .mapToLong(batch -> batch.progress().counts().total())
                .sum();
        if (endpoint.countedField().isPresent() && enqueuedRequests + requests > limits.enqueuedEmbeddingRequests()) {
            String limit = String.format(Locale.ROOT, "%,d", limits.enqueuedEmbeddingRequests());
            return Optional.of(error("request", "requests", model, limit));
        }
        return Optional.empty();
    }

    private Stream<BatchRecord> others(Order order, String model) {
        return open.stream()
                .filter(batch -> !batch.id().equals(order.id()))
                .filter(batch -> batch.order().project().equals(order.project()))
                .filter(batch -> model.equals(batch.progress().model()));
    }

    private static LineError error(String one, String many, String model, String limit) {
        String message = "Enqueued %s limit reached for %s in organization org-emulator. Limit: %s enqueued %s. Please"
                + " try again once some in_progress batches have been completed.";
        return new LineError("token_limit_exceeded", message.formatted(one, model, limit, many), null, null);
    }
}
