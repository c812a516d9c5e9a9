package io.github.batchferry.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.EmulatorControl;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real server with faults to order. Its bill is what the tests believe. */
final class Seller implements AutoCloseable {
    static final String KEY = "sk-ours-0123456789";
    static final String RENEWED_KEY = "sk-ours-9876543210";

    private final Emulator emulator;
    private final EmulatorControl control;

    Seller(Path directory) {
        emulator = Emulator.start(EmulatorConfig.at(directory).withProjects(Map.of(KEY, "ours", RENEWED_KEY, "ours")));
        control = new EmulatorControl(emulator.url(), KEY);
    }

    int port() {
        return URI.create(emulator.url()).getPort();
    }

    void fault(String script) {
        control.fault(script);
    }

    void noFaults() {
        control.noFaults();
    }

    void release() {
        control.release();
    }

    int requestsPaid() {
        return control.summary().path("lines_purchased").asInt();
    }

    /** The most purchases of one and the same request. */
    int mostOfOne() {
        return control.summary().path("max_purchases_per_custom_id").asInt();
    }

    int batchesAccepted() {
        return control.summary().path("batches_accepted").asInt();
    }

    int calls(String shape) {
        return control.calls(shape);
    }

    /** The newest first. */
    List<JsonNode> batches() {
        return control.batches();
    }

    void awaitEnds() {
        control.awaitEnds();
    }

    JsonNode send(String method, String path, String body) {
        return control.send(method, path, body);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
