package io.github.batchferry.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.option.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A real server with its bill, and a time that only passes when somebody waits. */
final class Harbour implements AutoCloseable {
    private static final String KEY = "sk-test";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final AtomicLong nanos = new AtomicLong();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final @Nullable Emulator emulator;
    private final BatchApi api;

    Harbour(Path directory) {
        this(Emulator.start(EmulatorConfig.at(directory)));
    }

    private Harbour(Emulator emulator) {
        this(emulator.url(), emulator);
    }

    /** The server of another process, with a time of our own. */
    static Harbour at(String url) {
        return new Harbour(url, null);
    }

    private Harbour(String url, @Nullable Emulator emulator) {
        this.url = url;
        this.emulator = emulator;
        api = new OkHttpBatchApi(
                new Connection(
                        url,
                        () -> new Secret(KEY),
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        0),
                this::pass,
                Clock.systemUTC());
    }

    BatchApi api() {
        return api;
    }

    String url() {
        return url;
    }

    /** For a driver whose waits are steps of its own. */
    Pause pause(Steps steps) {
        return steps.through(Pause.class, this::pass);
    }

    long purchased() {
        return bill().path("lines_purchased").asLong();
    }

    long purchasedMoreThanOnce() {
        return bill().path("custom_ids_purchased_more_than_once").asLong();
    }

    long batches() {
        return bill().path("batches_accepted").asLong();
    }

    /** Returns when every batch that was accepted so far has ended. */
    void awaitBatches() {
        boolean open;
        do {
            open = false;
            for (JsonNode batch : get("/v1/batches?limit=100").path("data")) {
                String status = batch.path("status").asText();
                open |= status.equals("validating")
                        || status.equals("in_progress")
                        || status.equals("finalizing")
                        || status.equals("cancelling");
            }
        } while (open);
    }

    @Override
    public void close() {
        api.close();
        if (emulator != null) {
            emulator.close();
        }
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        awaitBatches();
    }

    private JsonNode bill() {
        return get("/emulator/ledger?view=summary");
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve(path))
                .header("Authorization", "Bearer " + KEY)
                .build();
        try {
            return MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
