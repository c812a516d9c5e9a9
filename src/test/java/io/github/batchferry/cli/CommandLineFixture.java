package io.github.batchferry.cli;

import io.github.batchferry.batch.Time;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorControl;
import io.github.batchferry.job.JobProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Calls commands in this process, where waiting costs no time, and talks to the emulator behind their back. */
final class CommandLineFixture {
    private final Path directory;
    private final AtomicLong nanos = new AtomicLong();

    CommandLineFixture(Path directory) {
        this.directory = directory;
    }

    record Called(int exitCode, String out, String err) {}

    Called call(String... words) {
        return call(Map.of("OPENAI_API_KEY", "sk-test"), words);
    }

    Called call(Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Host host = new Host(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                JobProgress.Terminal.NONE,
                environment,
                directory,
                new Time(clock(), nanos::get, this::pass));
        int exitCode = new Main(host).run(words);
        return new Called(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static EmulatorControl control(Emulator emulator) {
        return new EmulatorControl(emulator.url(), "sk-test");
    }

    private Clock clock() {
        InstantSource now = () -> Clock.systemUTC().instant().plusNanos(nanos.get());
        return now.withZone(ZoneOffset.UTC);
    }

    /** Nobody sleeps: the emulator works on while this thread lets others run. */
    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        Thread.yield();
    }
}
