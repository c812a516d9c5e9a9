package io.github.batchferry.secret;

import io.github.batchferry.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command that prints a token. What it prints is shown to nobody, be it right or wrong. */
final class TokenCommand {
    private static final int LONGEST = 64 * 1024;
    private static final long LAST_BYTES_SECONDS = 5;

    private final Duration patience;

    /** @param patience after which a command that still runs is ended */
    TokenCommand(Duration patience) {
        this.patience = patience;
    }

    /** @throws UserException where the command cannot be run, fails, or does not end in time */
    String output(List<String> words) {
        Process process = start(words);
        try {
            process.getOutputStream().close();
            CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(words, "did not end within " + patience.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw failed(words, "ended with exit code " + process.exitValue());
            }
            return printed.get(LAST_BYTES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(words, "was interrupted");
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw failed(words, "printed nothing that can be read");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> words) {
        try {
            return new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw failed(words, "cannot be started");
        }
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UserException failed(List<String> words, String what) {
        return new UserException("No API token: the command " + Shown.value(words.get(0)) + " of apiTokenRef " + what
                + " (what it printed is not shown). Run it by hand where the driver runs; no shell reads it");
    }
}
