package io.github.batchferry.job;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.Time;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.EmulatorControl;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A real server with its bill, and a time that only passes when somebody waits. */
final class Harbour implements AutoCloseable {
    private static final String KEY = "sk-test";

    final AtomicLong nanos = new AtomicLong();
    private final EmulatorControl control;
    private final String url;
    private final @Nullable Emulator emulator;
    private final BatchApi api;

    Harbour(Path directory) {
        this(Emulator.start(EmulatorConfig.at(directory)));
    }

    private Harbour(Emulator emulator) {
        this(emulator.url(), emulator);
    }

    /** The server of another process, with a time of our own. */
    static Harbour at(String url) {
        return new Harbour(url, null);
    }

    private Harbour(String url, @Nullable Emulator emulator) {
        this.url = url;
        this.emulator = emulator;
        control = new EmulatorControl(url, KEY);
        api = new OkHttpBatchApi(
                new Connection(
                        Provider.OPENAI_COMPATIBLE,
                        BaseUrl.of(url),
                        () -> new Secret(KEY),
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        0),
                Time.SYSTEM.with(this::pass));
    }

    BatchApi api() {
        return api;
    }

    String url() {
        return url;
    }

    /** For a driver whose waits are steps of its own. */
    Time time(Steps steps) {
        return new Time(Clock.systemUTC(), nanos::get, steps.through(Pause.class, this::pass));
    }

    long purchased() {
        return control.summary().path("lines_purchased").asLong();
    }

    long purchasedMoreThanOnce() {
        return control.summary().path("custom_ids_purchased_more_than_once").asLong();
    }

    long batches() {
        return control.summary().path("batches_accepted").asLong();
    }

    /** How many images stand there, whoever uploaded them. */
    int images() {
        return control.files("vision").size();
    }

    /** Returns when every batch that was accepted so far has ended. */
    void awaitBatches() {
        control.awaitEnds();
    }

    @Override
    public void close() {
        api.close();
        if (emulator != null) {
            emulator.close();
        }
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        awaitBatches();
    }
}
