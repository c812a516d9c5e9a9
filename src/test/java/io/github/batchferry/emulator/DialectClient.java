package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A client that is told the ways of a server by the names of its quirks, and knows nothing of how it has them. */
final class DialectClient {
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled", "canceled");
    private static final long PATIENCE = 20_000_000_000L;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String key;
    private final List<String> quirks;

    DialectClient(String base, String key, String quirks) {
        this.base = base;
        this.key = key;
        this.quirks = List.of(quirks.split(",", -1));
    }

    private boolean has(String quirk) {
        return quirks.contains(quirk);
    }

    /** The answer to an upload of lines, as it came. */
    EmulatorClient.Answer send(String content, Map<String, String> more) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("purpose", has("upload=path") ? "batch-api" : "batch");
        if (has("upload=path")) {
            fields.put("file_name", "in.jsonl");
        }
        String boundary = "batchferry-dialects";
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value)));
        form.append(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n%s\r\n--%s--\r\n"
                        .formatted(boundary, content, boundary));
        return send(
                "POST",
                has("upload=path") ? "files/upload" : "files",
                form.toString(),
                "multipart/form-data; boundary=" + boundary);
    }

    String upload(String content) throws IOException {
        JsonNode file = send(content, Map.of()).json();
        return (has("upload=data") ? file.path("data") : file).path("id").asText();
    }

    /** A batch may be made of the file from then on. */
    void awaitProcessed(String file) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (get("files/" + id(file)).json().path("status").asText().equals("pending")) {
            if (System.nanoTime() > end) {
                throw new AssertionError(file + " is pending for ever");
            }
            Thread.onSpinWait();
        }
    }

    EmulatorClient.Answer create(String file, String endpoint) throws IOException {
        String body =
                "{\"input_file_id\":\"%s\",\"endpoint\":\"%s\",\"completion_window\":\"24h\",\"metadata\":{\"job\":\"a\"}}";
        return send("POST", "batches", body.formatted(file, endpoint), "application/json");
    }

    JsonNode created(String file, String endpoint) throws IOException {
        JsonNode answer = create(file, endpoint).json();
        return has("create=job") ? answer.path("job") : answer;
    }

    JsonNode batch(String id) throws IOException {
        return look(id).json();
    }

    EmulatorClient.Answer look(String id) throws IOException {
        return get("batches/" + id(id));
    }

    EmulatorClient.Answer file(String id) throws IOException {
        return get("files/" + id(id) + "/content");
    }

    static String status(JsonNode batch) {
        return batch.path("status").asText().toLowerCase(Locale.ROOT);
    }

    JsonNode awaitEnd(String id) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        JsonNode batch = batch(id);
        while (!ENDS.contains(status(batch))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no end of " + batch);
            }
            Thread.onSpinWait();
            batch = batch(id);
        }
        return batch;
    }

    /** Lines by their ids, each with its body as an object. */
    Map<String, JsonNode> lines(JsonNode file) throws IOException {
        Map<String, JsonNode> lines = new TreeMap<>();
        if (!file.isTextual() || file.textValue().isEmpty()) {
            return lines;
        }
        for (String text : content(file.textValue()).lines().toList()) {
            JsonNode line = EmulatorClient.MAPPER.readTree(text);
            lines.put(line.path("custom_id").asText(), line);
        }
        return lines;
    }

    String content(String file) throws IOException {
        return file(file).text();
    }

    JsonNode body(JsonNode line) throws IOException {
        JsonNode body = line.at("/response/body");
        return has("body=text") && body.isTextual() ? EmulatorClient.MAPPER.readTree(body.textValue()) : body;
    }

    /** The ids of all batches, two on a page where there are pages. */
    List<String> listed() throws IOException {
        List<String> ids = new ArrayList<>();
        String next = "";
        for (int pages = 0; pages < 10; pages++) {
            JsonNode page = get("batches?limit=2" + next).json();
            (page.isArray() ? page : page.path("data"))
                    .forEach(batch -> ids.add(batch.path("id").asText()));
            String cursor = page.at("/paging/next_cursor").asText("");
            boolean more = has("list=cursor")
                    ? !cursor.isEmpty() && !cursor.equals("null")
                    : page.path("has_more").asBoolean();
            if (!more) {
                return ids;
            }
            next = has("list=cursor")
                    ? "&cursor=" + id(cursor)
                    : "&after=" + (has("list=offset") ? String.valueOf(ids.size()) : id(ids.get(ids.size() - 1)));
        }
        throw new AssertionError("a list without an end: " + ids);
    }

    EmulatorClient.Answer cancel(String id) throws IOException {
        return send("POST", "batches/" + id(id) + "/cancel", "", "application/json");
    }

    EmulatorClient.Answer get(String path) throws IOException {
        return send("GET", path, "", "application/json");
    }

    private static String id(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** A path that begins with a slash stands beside the base. */
    EmulatorClient.Answer send(String method, String path, String body, String type) throws IOException {
        URI uri = path.startsWith("/") ? URI.create(base).resolve(path) : URI.create(base + "/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new EmulatorClient.Answer(
                    answer.statusCode(), answer.body(), answer.headers().map());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
