package io.github.batchferry.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the provider knows of what it sold: the oracle. Asking changes nothing there. */
final class Bill {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");

    private final URI server;

    Bill(String url) {
        server = URI.create(url);
    }

    /**
     * A batch that the provider accepted.
     *
     * @param due whether it goes on by itself before any time passes
     */
    record Bought(String id, String inputFile, String status, boolean due) {
        boolean hasEnded() {
            return ENDS.contains(status);
        }
    }

    /** A line that was executed, and is paid where its answer is a success. */
    record Executed(String batch, String customId, int status) {
        boolean isPaid() {
            return status >= 200 && status < 300;
        }
    }

    /** In no order. */
    List<Bought> batches() {
        List<Bought> batches = new ArrayList<>();
        for (JsonNode batch : ledger().path("batches")) {
            batches.add(new Bought(
                    batch.path("batch_id").asText(),
                    batch.path("input_file_id").asText(),
                    batch.path("status").asText(),
                    batch.path("due").asBoolean()));
        }
        return batches;
    }

    List<Executed> lines() {
        List<Executed> lines = new ArrayList<>();
        for (JsonNode line : ledger().path("lines")) {
            lines.add(new Executed(
                    line.path("batch_id").asText(),
                    line.path("custom_id").asText(),
                    line.path("status").asInt()));
        }
        return lines;
    }

    /** Returns when no batch goes on before time passes. */
    void settle() {
        while (batches().stream().anyMatch(Bought::due)) {
            Thread.onSpinWait();
        }
    }

    void noFaults() {
        send("DELETE", "/emulator/faults", "");
    }

    void fault(String script) {
        send("POST", "/emulator/faults", script);
    }

    private JsonNode ledger() {
        return send("GET", "/emulator/ledger", "");
    }

    private JsonNode send(String method, String path, String body) {
        try {
            HttpURLConnection call =
                    (HttpURLConnection) server.resolve(path).toURL().openConnection();
            call.setRequestMethod(method);
            call.setRequestProperty("Authorization", "Bearer " + Client.KEY);
            if (!body.isEmpty()) {
                call.setDoOutput(true);
                call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            try (InputStream answer = call.getInputStream()) {
                return JSON.readTree(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
