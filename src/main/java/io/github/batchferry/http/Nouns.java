package io.github.batchferry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.BatchUsage;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Model;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.RequestCounts;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The API's objects from and to JSON, as leniently as its imitators need. */
final class Nouns {
    private static final int MOST_METADATA = 100;
    private static final int LONGEST_METADATA = 1000;

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

    /** Some put a batch that they have just created into {@code job}, or whatever they answer into {@code data}. */
    static Batch batch(JsonNode answer, Wording words) throws UnreadableException {
        JsonNode node = unwrapped(answer, words, "job", "data");
        return new Batch(
                id(node, words),
                new BatchStatus(or(words.word(Json.text(node, "status")), "unknown")),
                words.word(Json.text(node, "endpoint")),
                or(words.id(Json.text(node, "input_file_id")), ""),
                words.id(Json.text(node, "output_file_id")),
                words.id(Json.text(node, "error_file_id")),
                Json.seconds(node, "created_at"),
                Json.seconds(node, "in_progress_at"),
                counts(node.path("request_counts")),
                ErrorList.of(node.path("errors"), words),
                metadata(node.path("metadata")),
                words.word(Json.text(node, "model")),
                usage(node.path("usage")));
    }

    static RemoteFile file(JsonNode answer, Wording words) throws UnreadableException {
        JsonNode node = unwrapped(answer, words, "data");
        Long bytes = Json.whole(node.path("bytes"));
        return new RemoteFile(
                id(node, words),
                bytes == null || bytes < 0 ? 0 : bytes,
                Json.seconds(node, "created_at"),
                Json.seconds(node, "expires_at"),
                or(words.word(Json.text(node, "filename")), ""),
                words.word(Json.text(node, "purpose")),
                words.word(Json.text(node, "status")));
    }

    static Model model(JsonNode node, Wording words) throws UnreadableException {
        return new Model(id(node, words), date(node, "shutdown_date"));
    }

    /** A date, a time, or seconds since the epoch; absent where it is none of these. */
    private static @Nullable LocalDate date(JsonNode node, String field) {
        String text = Json.text(node, field);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            long seconds = Json.seconds(node, field);
            return seconds == 0 ? null : LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
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

    private static JsonNode unwrapped(JsonNode answer, Wording words, String... wrappings) {
        if (hasId(answer, words)) {
            return answer;
        }
        for (String wrapping : wrappings) {
            if (hasId(answer.path(wrapping), words)) {
                return answer.path(wrapping);
            }
        }
        return answer;
    }

    private static String id(JsonNode node, Wording words) throws UnreadableException {
        if (!hasId(node, words)) {
            throw new UnreadableException("the answer has no usable id");
        }
        return node.path("id").asText();
    }

    static boolean hasId(JsonNode node, Wording words) {
        return node.path("id").isTextual() && words.isUsable(node.path("id").asText());
    }

    /** Half a count says nothing of what was answered; a total may be missing. */
    private static @Nullable RequestCounts counts(JsonNode node) {
        Long completed = count(node.path("completed"));
        Long failed = count(node.path("failed"));
        if (completed == null || failed == null) {
            return null;
        }
        Long total = count(node.path("total"));
        return new RequestCounts(total == null ? -1 : total, completed, failed);
    }

    /** The same names whatever the endpoint. */
    private static @Nullable BatchUsage usage(JsonNode node) {
        Long input = count(node.path("input_tokens"));
        Long output = count(node.path("output_tokens"));
        if (input == null || output == null) {
            return null;
        }
        Long cached = count(node.path("input_tokens_details").path("cached_tokens"));
        Long reasoning = count(node.path("output_tokens_details").path("reasoning_tokens"));
        return new BatchUsage(input, cached == null ? -1 : cached, output, reasoning == null ? -1 : reasoning);
    }

    private static @Nullable Long count(JsonNode node) {
        Long count = Json.whole(node);
        return count == null || count < 0 ? null : count;
    }

    /** As they are, since ours are compared; longer ones than the API allows are nobody's. */
    private static Map<String, String> metadata(JsonNode node) {
        Map<String, String> metadata = new HashMap<>();
        node.fields().forEachRemaining(field -> {
            String value = field.getValue().isValueNode()
                    ? field.getValue().asText()
                    : field.getValue().toString();
            boolean kept = metadata.size() < MOST_METADATA
                    && field.getKey().length() <= LONGEST_METADATA
                    && value.length() <= LONGEST_METADATA;
            if (kept && !field.getValue().isNull()) {
                metadata.put(field.getKey(), value);
            }
        });
        return metadata;
    }

    private static String or(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
