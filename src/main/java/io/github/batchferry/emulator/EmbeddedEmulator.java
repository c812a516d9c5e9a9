package io.github.batchferry.emulator;

import io.github.batchferry.ExternalException;
import io.github.batchferry.emulator.line.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hold on the server of a directory, which may run in this process or in another. */
public final class EmbeddedEmulator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Map<Path, Shared> SHARED = new HashMap<>();

    private final Path directory;
    private final String url;
    private @Nullable Shared shared;

    private EmbeddedEmulator(Path directory, String url, @Nullable Shared shared) {
        this.directory = directory;
        this.url = url;
        this.shared = shared;
    }

    static EmbeddedEmulator of(Path dataDirectory) {
        try {
            Path directory = OwnedDirectory.create(dataDirectory).toRealPath();
            long end = System.nanoTime() + PATIENCE.toNanos();
            do {
                Optional<EmbeddedEmulator> found = inThisProcess(directory).or(() -> elsewhere(directory));
                if (found.isPresent()) {
                    return found.get();
                }
                TimeUnit.MILLISECONDS.sleep(50);
            } while (System.nanoTime() < end);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + dataDirectory + " for an emulator", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ExternalException.unanswered(
                "Another process holds the emulator's directory " + dataDirectory + " and does not answer. End that"
                        + " process, then try again.",
                ExternalException.Repeat.MAY_HELP,
                null);
    }

    /** The base URL. It may change when the process ends that runs the server. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        synchronized (SHARED) {
            Shared held = shared;
            shared = null;
            if (held != null && --held.holders == 0) {
                SHARED.remove(directory);
                held.emulator.close();
            }
        }
    }

    private static Optional<EmbeddedEmulator> inThisProcess(Path directory) {
        synchronized (SHARED) {
            Shared held = SHARED.get(directory);
            if (held == null) {
                Optional<Emulator> started = Emulator.tryStart(EmulatorConfig.at(directory));
                if (started.isEmpty()) {
                    return Optional.empty();
                }
                held = new Shared(started.get());
                SHARED.put(directory, held);
            }
            held.holders++;
            return Optional.of(new EmbeddedEmulator(directory, held.emulator.url(), held));
        }
    }

    private static Optional<EmbeddedEmulator> elsewhere(Path directory) {
        try {
            return DirectoryLock.published(directory)
                    .filter(url -> serves(url, directory))
                    .map(url -> new EmbeddedEmulator(directory, url, null));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A dead holder's address may belong to another server by now, so it is asked what it serves. */
    private static boolean serves(String url, Path directory) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(url).resolve("/emulator"))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(ANSWER)
                    .build()
                    .send(question, HttpResponse.BodyHandlers.ofString());
            String data = Json.MAPPER.readTree(answer.body()).path("data").asText();
            return Path.of(data).toRealPath().equals(directory);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class Shared {
        private final Emulator emulator;
        private int holders;

        Shared(Emulator emulator) {
            this.emulator = emulator;
        }
    }
}
