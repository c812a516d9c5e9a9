package io.github.batchferry.bench;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.Job;
import io.github.batchferry.option.Secret;
import io.github.batchferry.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** One driver of a job directory, without Spark. */
final class BenchDriver implements AutoCloseable {
    private final BatchApi api;
    private final Job job;
    private final Advance advance;
    private final List<String> said = new ArrayList<>();

    BenchDriver(JobStore store, String url) {
        this(store, url, Pause.REAL, Clock.systemUTC(), System::nanoTime);
    }

    BenchDriver(JobStore store, String url, Pause pause, Clock clock, LongSupplier nanoTime) {
        api = new OkHttpBatchApi(
                new Connection(
                        url,
                        () -> new Secret(EmulatorControl.TOKEN),
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        3),
                pause,
                clock);
        job = Job.open(store, clock);
        advance = new Advance(job, api, said::add, clock, nanoTime, pause);
    }

    Job job() {
        return job;
    }

    Advance advance() {
        return advance;
    }

    /** What people were told. */
    List<String> said() {
        return said;
    }

    /** Polls until all is collected. */
    void collectAll() {
        while (advance.collect().mayMove()) {
            EmulatorControl.pause(200);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
