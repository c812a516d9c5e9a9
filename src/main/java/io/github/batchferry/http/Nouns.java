package io.github.batchferry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchError;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Model;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.RequestCounts;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The API's objects from and to JSON, as leniently as its imitators need. */
final class Nouns {
    private Nouns() {}

    static byte[] json(CreateBatch request) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("input_file_id", request.inputFileId());
        body.put("endpoint", request.endpoint());
        body.put("completion_window", request.completionWindow());
        if (!request.metadata().isEmpty()) {
            request.metadata().forEach(body.putObject("metadata")::put);
        }
        if (request.outputExpiresAfterSeconds() != null) {
            body.putObject("output_expires_after")
                    .put("anchor", "created_at")
                    .put("seconds", request.outputExpiresAfterSeconds());
        }
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new AssertionError("Writing to memory failed", e);
        }
    }

    static Batch batch(JsonNode node) throws UnreadableException {
        return new Batch(
                id(node),
                new BatchStatus(or(Json.text(node, "status"), "unknown")),
                Json.text(node, "endpoint"),
                or(Json.text(node, "input_file_id"), ""),
                Json.text(node, "output_file_id"),
                Json.text(node, "error_file_id"),
                Json.seconds(node, "created_at"),
                Json.seconds(node, "in_progress_at"),
                counts(node.path("request_counts")),
                errors(node.path("errors")),
                metadata(node.path("metadata")),
                Json.text(node, "model"));
    }

    /** Entries without a usable id are left out: one odd batch of somebody else must not hide all others. */
    static BatchPage page(JsonNode root, int limit) throws UnreadableException {
        JsonNode data = root.isArray() ? root : root.path("data");
        if (!data.isArray() && !data.isNull()) {
            throw new UnreadableException("the answer is not a list of batches");
        }
        List<Batch> batches = new ArrayList<>();
        for (JsonNode entry : data) {
            if (hasId(entry)) {
                batches.add(batch(entry));
            }
        }
        JsonNode more = root.path("has_more");
        String last = batches.isEmpty()
                ? Json.text(root, "last_id")
                : batches.get(batches.size() - 1).id();
        return new BatchPage(batches, more.isBoolean() ? more.asBoolean() : data.size() >= limit, last);
    }

    static RemoteFile file(JsonNode node) throws UnreadableException {
        return new RemoteFile(
                id(node),
                node.path("bytes").asLong(0),
                Json.seconds(node, "created_at"),
                or(Json.text(node, "filename"), ""),
                Json.text(node, "purpose"),
                Json.text(node, "status"));
    }

    static Model model(JsonNode node) throws UnreadableException {
        String shutdown = Json.text(node, "shutdown_date");
        try {
            return new Model(id(node), shutdown == null ? null : LocalDate.parse(shutdown));
        } catch (DateTimeException e) {
            return new Model(id(node), null);
        }
    }

    /** Whether the file is gone now; an answer that says otherwise is an error. */
    static boolean deleted(Response response) throws IOException {
        if (response.code() == 204) {
            return true;
        }
        JsonNode deleted = Json.read(response).path("deleted");
        if (deleted.isBoolean() && !deleted.asBoolean()) {
            throw new UnreadableException("the server says that it did not delete the file");
        }
        return true;
    }

    private static String id(JsonNode node) throws UnreadableException {
        if (!hasId(node)) {
            throw new UnreadableException("the answer has no usable id");
        }
        return node.path("id").asText();
    }

    private static boolean hasId(JsonNode node) {
        return node.path("id").isTextual() && Json.isId(node.path("id").asText());
    }

    private static @Nullable RequestCounts counts(JsonNode node) {
        return node.isObject()
                ? new RequestCounts(
                        node.path("total").asLong(-1),
                        node.path("completed").asLong(0),
                        node.path("failed").asLong(0))
                : null;
    }

    private static List<BatchError> errors(JsonNode node) {
        if (node.isTextual()) {
            return node.asText().isEmpty() ? List.of() : List.of(new BatchError(null, node.asText(), null, null));
        }
        if (node.isObject() && !node.has("data")) {
            return node.has("message") || node.has("code") ? List.of(error(node)) : List.of();
        }
        List<BatchError> errors = new ArrayList<>();
        for (JsonNode entry : node.isArray() ? node : node.path("data")) {
            errors.add(error(entry));
        }
        return errors;
    }

    private static BatchError error(JsonNode node) {
        if (node.isTextual()) {
            return new BatchError(null, node.asText(), null, null);
        }
        int line = node.path("line").asInt(0);
        return new BatchError(
                Json.text(node, "code"), Json.text(node, "message"), Json.text(node, "param"), line > 0 ? line : null);
    }

    private static Map<String, String> metadata(JsonNode node) {
        Map<String, String> metadata = new HashMap<>();
        node.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                metadata.put(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString());
            }
        });
        return metadata;
    }

    private static String or(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
