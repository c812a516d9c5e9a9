package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.world.Fate.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Batches that end as {@code failed}. */
final class FailureFreedoms {
    private static final Reason SERVER =
            Reason.of("server_error", "The server had an error while processing your request. Please try again.");
    private static final Reason NO_FILE = Reason.of(
            "invalid_request",
            "Cannot find file file-of-the-batch, or organization org-emulator does not have access to it.");

    static final List<Freedom> ALL = all();

    private FailureFreedoms() {}

    private static List<Freedom> all() {
        List<Freedom> all = new ArrayList<>();
        all.add(Freedom.healing(
                "failed=after-it-ran", "the first batch ran in part and is called failed", dice -> ran(SERVER)));
        all.add(Freedom.healing(
                "failed=after-it-ran-unexplained",
                "the first batch ran in part and is called failed without a reason",
                dice -> ran()));
        all.add(odd("errors-null", "no errors: null", (view, errors) -> view.putNull("errors")));
        all.add(odd(
                "errors-empty",
                "an empty list of errors",
                (view, errors) -> view.putObject("errors").put("object", "list").putArray("data")));
        all.add(odd("errors-array", "errors as a bare array", (view, errors) -> view.set("errors", errors)));
        all.add(odd(
                "errors-without-line",
                "errors without param and line",
                (view, errors) -> errors.forEach(error -> ((ObjectNode) error).remove(List.of("param", "line")))));
        all.add(passing("server-error", "server_error", SERVER));
        all.add(passing("file-not-found", "a file that is not found", NO_FILE));
        all.add(passing("queue-full", "a full queue", queue("90000")));
        for (String limit : List.of("1.35M", "90,000", "30K", "0")) {
            all.add(passing(
                    "limit-" + limit.replace(",", "_"), "a full queue with the limit told as " + limit, queue(limit)));
        }
        all.add(Freedom.lasting(
                "failed=mixed",
                "the first batch fails for server_error and for its first line, in one list",
                dice -> Manner.fate(first(Fate.failed(
                        SERVER,
                        new Reason("invalid_request", "Messages parameter is required.", "body.messages", 1))))));
        return List.copyOf(all);
    }

    /** Batches fail before they run, for a while from the first one on. */
    private static Freedom passing(String name, String says, Reason reason) {
        return Freedom.healing("failed=" + name, "batches fail for a while for " + says, dice -> {
            Spell spell = new Spell(dice.seconds(5, 150));
            return Manner.fate(now -> spell.lasts(now) ? Optional.of(Fate.failed(reason)) : Optional.empty());
        });
    }

    private static Freedom odd(String name, String says, Errors errors) {
        return Freedom.healing(
                "failed=" + name,
                "the first batch fails before it ran, with " + says,
                dice -> new Occasion(1, () -> Fate.failed(SERVER), (view, look) -> {
                    if (look.status().equals("failed") && view.at("/errors/data") instanceof ArrayNode data) {
                        errors.paint(view, data);
                    }
                }));
    }

    private static Function<Long, Optional<Fate>> first(Fate fate) {
        Times times = new Times(1);
        return now -> times.once() ? Optional.of(fate) : Optional.empty();
    }

    /** A batch that others stopped, and that is called failed. */
    private static Conduct ran(Reason... reasons) {
        return new Occasion(1, () -> Fate.cancelled(0.5), (view, look) -> {
            if (look.status().equals("cancelled")) {
                view.put("status", "failed").set("failed_at", view.path("cancelled_at"));
                view.putNull("cancelled_at").putNull("cancelling_at");
                ArrayNode data = view.putObject("errors").put("object", "list").putArray("data");
                for (Reason reason : reasons) {
                    data.addObject()
                            .put("code", reason.code())
                            .put("message", reason.message())
                            .putNull("param")
                            .putNull("line");
                }
            }
        });
    }

    private static Reason queue(String limit) {
        return Reason.of("token_limit_exceeded", CreateFreedoms.queueWords(limit));
    }

    @FunctionalInterface
    private interface Errors {
        void paint(ObjectNode view, ArrayNode data);
    }
}
