package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Of batches. */
final class BatchQuirks {
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");
    private static final Map<String, String> OF_DEEPINFRA = Map.of(
            "invalid_json_line", "invalid_json",
            "empty_file", "invalid_json",
            "model_not_found", "unknown_model",
            "mismatched_model", "model_mismatch",
            "missing_required_parameter", "invalid_line",
            "invalid_method", "invalid_line",
            "invalid_url", "invalid_line",
            "url_not_found", "invalid_line");

    static final List<Quirk> ALL = List.of(
            status("status=upper", "statuses are in capitals", word -> word.toUpperCase(Locale.ROOT)),
            status(
                    "status=upper-canceling",
                    "statuses are in capitals, one of them is CANCELING",
                    word -> word.replace("cancelling", "canceling").toUpperCase(Locale.ROOT)),
            status(
                    "status=progress",
                    "statuses are in capitals, and a batch that runs is in PROGRESS",
                    word -> word.replace("in_progress", "progress").toUpperCase(Locale.ROOT)),
            status(
                    "status=capital",
                    "a batch that is checked is 'Validating'",
                    word -> word.replace("validating", "Validating")),
            status(
                    "status=canceled",
                    "a batch that was cancelled is 'canceled'",
                    word -> word.replace("cancelled", "canceled")),
            status(
                    "status=queued-for-review",
                    "a batch is 'queued_for_review' before it is checked",
                    word -> word.replace("validating", "queued_for_review")),
            Quirk.batch("counts=null", "a batch has null for its counts", view -> view.putNull("request_counts")),
            Quirk.batch("counts=absent", "a batch has no counts", view -> view.remove("request_counts")),
            Quirk.batch("counts=late", "the counts of a batch are null until it ends", BatchQuirks::lateCounts),
            Quirk.batch("none=empty", "the id of a file that is not there is an empty text", BatchQuirks::emptyIds),
            Quirk.batch("none=absent", "what a batch has not is left out", BatchQuirks::dropNulls),
            Quirk.batch("endpoint=null", "the endpoint of a batch is null", view -> view.putNull("endpoint")),
            codes(
                    "codes=azure",
                    "errors of lines have Azure's codes",
                    Map.of(
                            "mismatched_model", "model_mismatch",
                            "invalid_url", "url_mismatch",
                            "url_not_found", "url_mismatch",
                            "missing_required_parameter", "invalid_request",
                            "invalid_method", "invalid_request",
                            "streaming_unsupported", "invalid_request")),
            codes("codes=deepinfra", "errors of lines have DeepInfra's codes", OF_DEEPINFRA),
            Quirk.batch("errors=array", "the errors of a batch are a bare array", view -> {
                if (view.at("/errors/data").isArray()) {
                    view.set("errors", view.at("/errors/data"));
                }
            }),
            Quirk.batch("errors=text", "the errors of a batch are one text", BatchQuirks::errorsInOneText),
            Quirk.batch("metadata=more", "a batch has metadata of the server beside ours", BatchQuirks::moreMetadata),
            Quirk.batch("metadata=absent", "a batch has no metadata", view -> view.remove("metadata")),
            Quirk.batch("shape=job", "a batch is a job with progress and one error, and no object", BatchQuirks::job),
            Quirk.batch("shape=flat", "the counts of a batch stand beside it as well", view -> {
                JsonNode counts = view.path("request_counts");
                counts.fields().forEachRemaining(count -> view.set(count.getKey(), count.getValue()));
                view.put("version", 1);
            }));

    private BatchQuirks() {}

    private static Quirk status(String name, String says, UnaryOperator<String> word) {
        return Quirk.batch(name, says, view -> {
            if (view.path("status").isTextual()) {
                view.put("status", word.apply(view.path("status").textValue()));
            }
        });
    }

    private static Quirk codes(String name, String says, Map<String, String> codes) {
        return Quirk.batch(
                name,
                says,
                view -> view.at("/errors/data").forEach(error -> {
                    String code = error.path("code").asText();
                    if (error instanceof ObjectNode told && codes.containsKey(code)) {
                        told.put("code", codes.get(code));
                    }
                }));
    }

    private static void lateCounts(ObjectNode view) {
        String status = view.path("status").asText().toLowerCase(Locale.ROOT).replace("canceled", "cancelled");
        if (!ENDS.contains(status)) {
            view.putObject("request_counts")
                    .putNull("total")
                    .putNull("completed")
                    .putNull("failed");
        }
    }

    private static void emptyIds(ObjectNode view) {
        for (String name : List.of("output_file_id", "error_file_id")) {
            if (view.path(name).isNull()) {
                view.put(name, "");
            }
        }
    }

    private static void dropNulls(ObjectNode view) {
        view.removeIf(JsonNode::isNull);
    }

    private static void errorsInOneText(ObjectNode view) {
        JsonNode first = view.at("/errors/data/0");
        if (!first.isMissingNode()) {
            view.put(
                    "errors",
                    first.path("code").asText() + ": " + first.path("message").asText());
        }
    }

    private static void moreMetadata(ObjectNode view) {
        ObjectNode more = view.path("metadata") instanceof ObjectNode ours ? ours : Json.object();
        view.set("metadata", more.put("server_region", "eu-1").put("server_queue", "7"));
    }

    private static void job(ObjectNode view) {
        JsonNode counts = view.path("request_counts");
        double total = counts.path("total").asDouble();
        double done =
                counts.path("completed").asDouble() + counts.path("failed").asDouble();
        view.put("progress", total == 0 ? 0 : 100 * done / total);
        JsonNode first = view.at("/errors/data/0");
        if (!first.isMissingNode()) {
            view.put("error", first.path("message").asText());
        }
        view.set("model_id", view.path("model"));
        view.set("job_deadline", view.path("expires_at"));
        view.put("user_id", "user-emulator");
        view.remove(List.of(
                "object", "model", "errors", "usage", "completion_window", "request_counts", "metadata", "expires_at"));
    }
}
