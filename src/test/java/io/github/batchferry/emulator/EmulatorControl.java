package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What a test asks of a running emulator beside the connector: its bill, its faults, what it sees. Over real sockets. */
public final class EmulatorControl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String key;

    public EmulatorControl(String url, String key) {
        this.url = url;
        this.key = key;
    }

    public void fault(String script) {
        send("POST", "/emulator/faults", script);
    }

    public void noFaults() {
        send("DELETE", "/emulator/faults", "");
    }

    /** Lets batches go on that were told to stay. */
    public void release() {
        send("POST", "/emulator/release", "");
    }

    /** The bill in sums. */
    public JsonNode summary() {
        return get("/emulator/ledger?view=summary");
    }

    /** The bill. */
    public JsonNode ledger() {
        return get("/emulator/ledger");
    }

    /** How many calls of one shape came, such as {@code POST /v1/batches}. */
    public int calls(String shape) {
        return get("/emulator/calls").path(shape).asInt();
    }

    /** How many calls of all shapes came, ours among them. */
    public long calls() {
        long calls = 0;
        for (JsonNode count : get("/emulator/calls")) {
            calls += count.asLong();
        }
        return calls;
    }

    /** All batches that the list shows, in its order. */
    public List<JsonNode> batches() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = get("/v1/batches?limit=100" + after);
            page.path("data").forEach(all::add);
            after = "&after=" + page.path("last_id").asText();
        } while (page.path("has_more").asBoolean());
        return all;
    }

    public List<JsonNode> files() {
        return files("batch");
    }

    /** Newest first. */
    public List<JsonNode> files(String purpose) {
        List<JsonNode> all = new ArrayList<>();
        get("/v1/files?purpose=" + purpose).path("data").forEach(all::add);
        return all;
    }

    /** Until no batch that the list shows moves any more by itself. */
    public void awaitEnds() {
        awaitStatus(ENDS);
    }

    public void awaitStatus(Set<String> wanted) {
        await(() -> batches().stream()
                .allMatch(batch -> wanted.contains(batch.path("status").asText())));
    }

    /** Until all batches have ended by the bill, which no world touches, or for as long as that may take. */
    public void settle(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end && !hasSettled()) {
            Thread.onSpinWait();
        }
    }

    private boolean hasSettled() {
        for (JsonNode batch : ledger().path("batches")) {
            if (!ENDS.contains(batch.path("status").asText())) {
                return false;
            }
        }
        return true;
    }

    public static void await(BooleanSupplier fulfilled) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!fulfilled.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come");
            }
            Thread.onSpinWait();
        }
    }

    public JsonNode get(String path) {
        return json(request("GET", path, "").body());
    }

    public JsonNode send(String method, String path, String body) {
        return json(request(method, path, body).body());
    }

    /** The body of an answer of 200, whatever it is. */
    public String text(String method, String path, String body) {
        HttpResponse<String> answer = request(method, path, body);
        if (answer.statusCode() != OK) {
            throw new AssertionError(method + " " + path + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> request(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(1))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
