package io.github.batchferry.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.Limits;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.option.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The emulator and what a test asks of it beside the API; its billing ledger is the oracle. */
final class Provider implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Emulator emulator;

    Provider(Path directory, Limits limits) {
        emulator = Emulator.start(EmulatorConfig.at(directory)
                .withLimits(limits)
                .withProjects(Map.of("sk-ours", "ours", "sk-ours-too", "ours", "sk-other", "other")));
    }

    /** A server that takes freedoms, in a time of its own. */
    Provider(Path directory, World world, Clock clock) {
        emulator = Emulator.start(EmulatorConfig.at(directory).withClock(clock).withWorld(world));
    }

    BatchApi api() {
        return api("sk-ours");
    }

    /** Until no batch moves any more by itself, by the server's own ledger, which no world touches; not for long. */
    void settle() {
        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
        while (System.nanoTime() < end
                && !list(send("GET", "/emulator/ledger", "").path("batches")).stream()
                        .allMatch(batch -> ENDS.contains(batch.path("status").asText()))) {
            Thread.onSpinWait();
        }
    }

    BatchApi api(String key) {
        Connection connection = new Connection(
                emulator.url(),
                () -> new Secret(key),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                0);
        Pause never = duration -> {};
        return new OkHttpBatchApi(connection, never, Clock.systemUTC());
    }

    void fault(String script) {
        send("POST", "/emulator/faults", script);
    }

    void noFaults() {
        send("DELETE", "/emulator/faults", "");
    }

    void release() {
        send("POST", "/emulator/release", "");
    }

    JsonNode summary() {
        return send("GET", "/emulator/ledger?view=summary", "");
    }

    /** Newest first. */
    List<JsonNode> batches() {
        return list(send("GET", "/v1/batches?limit=100", "").path("data"));
    }

    List<JsonNode> files() {
        return list(send("GET", "/v1/files?purpose=batch", "").path("data"));
    }

    void delete(String path) {
        send("DELETE", "/v1/" + path, "");
    }

    void cancel(String batch) {
        send("POST", "/v1/batches/" + batch + "/cancel", "");
    }

    /** A batch that somebody else makes from a file. */
    String create(String file, Map<String, String> metadata) {
        String body = JSON.valueToTree(Map.of(
                        "input_file_id",
                        file,
                        "endpoint",
                        "/v1/responses",
                        "completion_window",
                        "24h",
                        "metadata",
                        metadata))
                .toString();
        return send("POST", "/v1/batches", body).path("id").asText();
    }

    /** Until no batch moves any more by itself. */
    void awaitEnds() {
        awaitStatus(ENDS);
    }

    void awaitStatus(Set<String> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!batches().stream()
                .allMatch(batch -> wanted.contains(batch.path("status").asText()))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not so: " + batches());
            }
            Thread.onSpinWait();
        }
    }

    int calls(String shape) {
        return send("GET", "/emulator/calls", "").path(shape).asInt();
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.url()).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer sk-ours")
                .header("Content-Type", "application/json")
                .build();
        try {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new java.util.ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
