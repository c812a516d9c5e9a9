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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The emulator in a process of its own, so that its memory is not ours. */
final class EmulatorServer implements AutoCloseable {
    static final String TOKEN = "sk-bench";

    private final Process process;
    private final String url;

    EmulatorServer(Path data) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx2g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.github.batchferry.emulator.EmulatorProcess",
                            data.toString())
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

    /** Waits until no batch is open any more. */
    void awaitBatches() {
        try {
            while (isBusy()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isBusy() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/batches?limit=100"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode batch : new ObjectMapper().readTree(body).path("data")) {
            if (batch.path("completed_at").isNull() || !batch.has("completed_at")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
