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
import java.util.Map;

/** One driver of a job directory, without Spark. */
final class BenchDriver implements AutoCloseable {
    private final BatchApi api;
    private final Job job;
    private final Advance advance;

    BenchDriver(JobStore store, EmulatorServer server) {
        api = new OkHttpBatchApi(new Connection(
                server.url(),
                () -> new Secret(EmulatorServer.TOKEN),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                3));
        job = Job.open(store, Clock.systemUTC());
        advance = new Advance(job, api, System.err::println, Clock.systemUTC(), System::nanoTime, Pause.REAL);
    }

    Job job() {
        return job;
    }

    Advance advance() {
        return advance;
    }

    /** Polls until all is collected. */
    void collectAll() {
        while (advance.collect().mayMove()) {
            EmulatorServer.pause();
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
