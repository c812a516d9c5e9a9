package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The emulator in a process of its own, so that its memory is not ours. */
final class EmulatorServer implements AutoCloseable {
    static final String TOKEN = "sk-bench";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String url;

    /** @param more arguments of {@code EmulatorProcess} behind the directory */
    EmulatorServer(Path data, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.batchferry.emulator.EmulatorProcess",
                data.toString()));
        command.addAll(List.of(more));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            url = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (url == null) {
            throw new IllegalStateException("the emulator did not start");
        }
    }

    String url() {
        return url;
    }

    /** Every batch that is made from now on stays in progress until {@link #release}. */
    void holdBatches() {
        send("POST", "/emulator/faults", "{\"batches\":[{\"times\":-1,\"stay\":{\"status\":\"in_progress\"}}]}");
    }

    void release() {
        send("POST", "/emulator/release", "");
    }

    /** How many calls of the API were made since the start. */
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

    /** Waits until none of the newest batches is open any more. */
    void awaitBatches() {
        while (isBusy()) {
            pause();
        }
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isBusy() {
        for (JsonNode batch : send("GET", "/v1/batches?limit=100", "").path("data")) {
            if (!batch.hasNonNull("completed_at")) {
                return true;
            }
        }
        return false;
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

    @Override
    public void close() {
        process.destroy();
    }
}
