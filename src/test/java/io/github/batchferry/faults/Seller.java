package io.github.batchferry.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A real server with faults to order. Its bill is what the tests believe. */
final class Seller implements AutoCloseable {
    static final String KEY = "sk-ours-0123456789";
    static final String RENEWED_KEY = "sk-ours-9876543210";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MOVING = Set.of("validating", "in_progress", "finalizing", "cancelling");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Emulator emulator;

    Seller(Path directory) {
        emulator = Emulator.start(EmulatorConfig.at(directory).withProjects(Map.of(KEY, "ours", RENEWED_KEY, "ours")));
    }

    int port() {
        return URI.create(emulator.url()).getPort();
    }

    void fault(String script) {
        send("POST", "/emulator/faults", script);
    }

    void noFaults() {
        send("DELETE", "/emulator/faults", "");
    }

    /** Lets batches go on that were told to stay. */
    void release() {
        send("POST", "/emulator/release", "");
    }

    int requestsPaid() {
        return bill().path("lines_purchased").asInt();
    }

    /** The most purchases of one and the same request. */
    int mostOfOne() {
        return bill().path("max_purchases_per_custom_id").asInt();
    }

    int batchesAccepted() {
        return bill().path("batches_accepted").asInt();
    }

    /** How many calls of one shape came, such as {@code POST /v1/batches}. */
    int calls(String shape) {
        return send("GET", "/emulator/calls", "").path(shape).asInt();
    }

    /** The newest first. */
    List<JsonNode> batches() {
        List<JsonNode> batches = new ArrayList<>();
        send("GET", "/v1/batches?limit=100", "").path("data").forEach(batches::add);
        return batches;
    }

    /** Until no batch moves by itself. */
    void awaitEnds() {
        await(() -> batches().stream()
                .noneMatch(batch -> MOVING.contains(batch.path("status").asText())));
    }

    static void await(BooleanSupplier fulfilled) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!fulfilled.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come");
            }
            Thread.onSpinWait();
        }
    }

    JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.url()).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + KEY)
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

    private JsonNode bill() {
        return send("GET", "/emulator/ledger?view=summary", "");
    }

    @Override
    public void close() {
        emulator.close();
    }
}
