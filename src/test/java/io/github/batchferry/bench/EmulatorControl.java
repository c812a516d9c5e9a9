package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a benchmark asks of an emulator beside the connector, over sockets of its own. */
final class EmulatorControl {
    static final String TOKEN = "sk-bench";

    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    EmulatorControl(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    void fault(String script) {
        send("POST", "/emulator/faults", script);
    }

    void noFaults() {
        send("DELETE", "/emulator/faults", "");
    }

    /** Every batch that is made from now on stays in progress until it is released. */
    void holdBatches() {
        fault("{\"batches\":[{\"times\":-1,\"stay\":{\"status\":\"in_progress\"}}]}");
    }

    void release() {
        send("POST", "/emulator/release", "");
    }

    /** Returns when that batch has ended. */
    void release(String batch) {
        send("POST", "/emulator/release?batch=" + batch, "");
        while (!hasEnded(send("GET", "/v1/batches/" + batch, ""))) {
            pause(1);
        }
    }

    /** How many calls of the API were made since the start, ours among them. */
    long calls() {
        long calls = 0;
        for (JsonNode count : send("GET", "/emulator/calls", "")) {
            calls += count.asLong();
        }
        return calls;
    }

    /** The bill. */
    JsonNode summary() {
        return send("GET", "/emulator/ledger?view=summary", "");
    }

    /** How often each custom id of a project was answered and billed. */
    Map<String, Integer> purchases(String project) {
        Map<String, Integer> purchases = new HashMap<>();
        for (JsonNode line :
                send("GET", "/emulator/ledger?project=" + project, "").path("lines")) {
            if (line.path("status").asInt() / 100 == 2) {
                purchases.merge(line.path("custom_id").asText(), 1, Integer::sum);
            }
        }
        return purchases;
    }

    /** All batches, newest first. */
    List<JsonNode> batches() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = send("GET", "/v1/batches?limit=100" + after, "");
            page.path("data").forEach(all::add);
            after = "&after=" + page.path("last_id").asText();
        } while (page.path("has_more").asBoolean());
        return all;
    }

    /** The batches that have not ended, with their statuses, by the server's own ledger, which no world touches. */
    Map<String, String> open() {
        Map<String, String> open = new HashMap<>();
        for (JsonNode batch : send("GET", "/emulator/ledger", "").path("batches")) {
            if (!hasEnded(batch)) {
                open.put(batch.path("id").asText(), batch.path("status").asText());
            }
        }
        return open;
    }

    static boolean hasEnded(JsonNode batch) {
        return ENDS.contains(batch.path("status").asText());
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        try {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
