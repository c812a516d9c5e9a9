package io.github.batchferry.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The emulator in a process of its own, so that its memory is not ours. */
final class EmulatorServer implements AutoCloseable {
    private final Process process;
    private final EmulatorControl control;

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
        String url;
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
        control = new EmulatorControl(url);
    }

    String url() {
        return control.url();
    }

    EmulatorControl control() {
        return control;
    }

    /** Waits until no batch is open any more. */
    void awaitBatches() {
        while (!control.batches().stream().allMatch(EmulatorControl::hasEnded)) {
            EmulatorControl.pause(200);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
