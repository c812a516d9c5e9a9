package io.github.batchferry.child;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes that end at the latest when their time is over, with all that they started: whoever waits for one, or
 * reads what it says, goes on then. Standard error says which one had to be ended.
 */
public final class ShortLived {
    /** Less than a test is given, so that the test sees the end and says what it missed. */
    private static final Duration PART_OF_A_TEST = Duration.ofMinutes(4);

    private ShortLived() {}

    /** For a process that one test starts and ends. */
    public static Process start(ProcessBuilder builder) throws IOException {
        return start(builder, PART_OF_A_TEST);
    }

    /** For one that serves several tests. */
    public static Process start(ProcessBuilder builder, Duration life) throws IOException {
        Process process = builder.start();
        Executor later = CompletableFuture.delayedExecutor(life.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(() -> end(process, life));
        return process;
    }

    private static void end(Process process, Duration life) {
        if (process.isAlive()) {
            System.err.println("process " + process.pid() + " had not ended after " + life.toSeconds()
                    + " s, and was killed: " + process.info().commandLine().orElse("command unknown"));
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
