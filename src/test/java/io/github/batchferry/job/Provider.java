package io.github.batchferry.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Time;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.EmulatorControl;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The emulator and what a test asks of it beside the API; its billing ledger is the oracle. */
public final class Provider implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Emulator emulator;
    private final EmulatorControl control;

    Provider(Path directory, Limits limits) {
        emulator = Emulator.start(EmulatorConfig.at(directory)
                .withLimits(limits)
                .withProjects(Map.of("sk-ours", "ours", "sk-ours-too", "ours", "sk-other", "other")));
        control = new EmulatorControl(emulator.url(), "sk-ours");
    }

    /** A server that takes freedoms, in a time of its own. */
    Provider(Path directory, World world, Clock clock) {
        emulator = Emulator.start(EmulatorConfig.at(directory).withClock(clock).withWorld(world));
        control = new EmulatorControl(emulator.url(), "sk-ours");
    }

    BatchApi api() {
        return api("sk-ours");
    }

    /** Until no batch moves any more by itself, by the server's own ledger, which no world touches; not for long. */
    void settle() {
        control.settle(Duration.ofMillis(300));
    }

    BatchApi api(String key) {
        Connection connection = new Connection(
                io.github.batchferry.provider.Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(emulator.url()),
                () -> new Secret(key),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                0);
        return new OkHttpBatchApi(connection, Time.SYSTEM.with(duration -> {}));
    }

    public void fault(String script) {
        control.fault(script);
    }

    void noFaults() {
        control.noFaults();
    }

    void release() {
        control.release();
    }

    JsonNode summary() {
        return control.summary();
    }

    /** Newest first. */
    public List<JsonNode> batches() {
        return control.batches();
    }

    List<JsonNode> files() {
        return control.files();
    }

    List<JsonNode> images() {
        return control.files("vision");
    }

    void delete(String path) {
        control.send("DELETE", "/v1/" + path, "");
    }

    void cancel(String batch) {
        control.send("POST", "/v1/batches/" + batch + "/cancel", "");
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
        return control.send("POST", "/v1/batches", body).path("id").asText();
    }

    public void awaitEnds() {
        control.awaitEnds();
    }

    void awaitStatus(Set<String> wanted) {
        control.awaitStatus(wanted);
    }

    public int calls(String shape) {
        return control.calls(shape);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
