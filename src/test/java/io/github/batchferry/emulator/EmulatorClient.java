package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The API over real sockets, without any class of ours. */
final class EmulatorClient {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String key;

    EmulatorClient(Emulator emulator) {
        this(emulator, "sk-test");
    }

    EmulatorClient(Emulator emulator, String key) {
        this(emulator.url(), key);
    }

    EmulatorClient(String url, String key) {
        this.base = url;
        this.key = key;
    }

    record Answer(int status, String text, Map<String, List<String>> headers) {
        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, BodyPublishers.noBody(), "application/json");
    }

    Answer delete(String path) throws IOException {
        return send("DELETE", path, BodyPublishers.noBody(), "application/json");
    }

    Answer post(String path, String json) throws IOException {
        return send("POST", path, BodyPublishers.ofString(json), "application/json");
    }

    /** A path that begins with a slash stands beside {@code /v1}. */
    Answer send(String method, String path, BodyPublisher body, String contentType) throws IOException {
        URI uri = path.startsWith("/") ? URI.create(base).resolve(path) : URI.create(base + "/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", contentType)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), answer.headers().map());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer multipart(Map<String, String> fields, String filename, String content) throws IOException {
        String boundary = "batchferry-test-boundary";
        StringBuilder body = new StringBuilder();
        new TreeMap<>(fields)
                .forEach(
                        (name, value) -> body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(boundary, name, value)));
        body.append("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                .formatted(boundary, filename));
        body.append("Content-Type: application/octet-stream\r\n\r\n").append(content);
        body.append("\r\n--%s--\r\n".formatted(boundary));
        return send(
                "POST", "files", BodyPublishers.ofString(body.toString()), "multipart/form-data; boundary=" + boundary);
    }

    String upload(String content) throws IOException {
        return multipart(Map.of("purpose", "batch"), "in.jsonl", content)
                .json()
                .path("id")
                .asText();
    }

    JsonNode create(String fileId, String endpoint) throws IOException {
        return create(fileId, endpoint, Map.of());
    }

    JsonNode create(String fileId, String endpoint, Map<String, String> metadata) throws IOException {
        String body = MAPPER.writeValueAsString(Map.of(
                "input_file_id", fileId, "endpoint", endpoint, "completion_window", "24h", "metadata", metadata));
        return post("batches", body).json();
    }

    JsonNode batch(String id) throws IOException {
        return get("batches/" + id).json();
    }

    /** Polls until it is so. */
    JsonNode await(String id, Predicate<JsonNode> so) throws IOException {
        long end = System.nanoTime() + 20_000_000_000L;
        JsonNode batch;
        do {
            batch = batch(id);
            if (so.test(batch)) {
                return batch;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() < end);
        throw new AssertionError("still not so: " + batch);
    }

    JsonNode awaitStatus(String id, String status) throws IOException {
        return await(id, batch -> batch.path("status").asText().equals(status));
    }

    JsonNode awaitEnd(String id) throws IOException {
        return await(
                id,
                batch -> List.of("completed", "failed", "expired", "cancelled")
                        .contains(batch.path("status").asText()));
    }

    JsonNode run(String content, String endpoint) throws IOException {
        return awaitEnd(create(upload(content), endpoint).path("id").asText());
    }

    /** The body of the answer to one request, or of its refusal. */
    JsonNode answer(String endpoint, String body) throws IOException {
        JsonNode batch = run(line("a", endpoint, body), endpoint);
        boolean answered = batch.path("error_file_id").isNull();
        Map<String, JsonNode> lines = byId(batch.path(answered ? "output_file_id" : "error_file_id"));
        if (!lines.containsKey("a")) {
            throw new AssertionError(batch.toString());
        }
        return lines.get("a").at("/response/body");
    }

    /** Lines of a result file; none where there is no such file. */
    List<String> lines(JsonNode fileId) throws IOException {
        if (fileId.isNull()) {
            return List.of();
        }
        return get("files/" + fileId.asText() + "/content").text().lines().toList();
    }

    Map<String, JsonNode> byId(JsonNode fileId) throws IOException {
        Map<String, JsonNode> lines = new TreeMap<>();
        for (String line : lines(fileId)) {
            JsonNode node = MAPPER.readTree(line);
            lines.put(node.path("custom_id").asText(), node);
        }
        return lines;
    }

    JsonNode ledger() throws IOException {
        return get("/emulator/ledger").json();
    }

    JsonNode ledgerSummary() throws IOException {
        return get("/emulator/ledger?view=summary").json();
    }

    void fault(String script) throws IOException {
        Answer answer = post("/emulator/faults", script);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
    }

    static String line(String customId, String endpoint, String body) throws IOException {
        return MAPPER.createObjectNode()
                        .put("custom_id", customId)
                        .put("method", "POST")
                        .put("url", endpoint)
                        .set("body", MAPPER.readTree(body))
                        .toString()
                + "\n";
    }

    static String chatLine(String customId, String prompt) {
        return chatLine(customId, "gpt-test", prompt);
    }

    static String chatLine(String customId, String model, String prompt) {
        return MAPPER.createObjectNode()
                        .put("custom_id", customId)
                        .put("method", "POST")
                        .put("url", "/v1/chat/completions")
                        .set(
                                "body",
                                MAPPER.valueToTree(Map.of(
                                        "model",
                                        model,
                                        "messages",
                                        List.of(Map.of("role", "user", "content", prompt)))))
                        .toString()
                + "\n";
    }

    static String chatLines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(chatLine("row-" + i, "prompt " + i));
        }
        return lines.toString();
    }
}
