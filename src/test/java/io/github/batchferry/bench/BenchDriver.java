package io.github.batchferry.bench;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.AdvanceResult;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.Resolve;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import io.github.batchferry.store.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One driver of a job directory, without Spark. */
final class BenchDriver implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final BatchApi api;
    private final Job job;
    private final Advance advance;
    private final Time time;
    private final List<String> said = new ArrayList<>();

    BenchDriver(JobStore store, String url) {
        this(store, url, null, api -> api, Time.SYSTEM);
    }

    /** @param guard stands between the driver and its calls */
    BenchDriver(JobStore store, String url, @Nullable String project, UnaryOperator<BatchApi> guard, Time time) {
        this.time = time;
        BatchApi real = new OkHttpBatchApi(
                new Connection(
                        Provider.OPENAI_COMPATIBLE,
                        BaseUrl.of(url),
                        () -> new Secret(EmulatorControl.TOKEN),
                        "bearer",
                        null,
                        project,
                        null,
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        3),
                new Time(time.clock(), System::nanoTime, time.pause()));
        api = real;
        job = Job.open(store, time.clock());
        advance = new Advance(job, guard.apply(real), said::add, time);
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

    /** As a waiting reader does. */
    Await.End await() {
        return await(POLL, LONGEST, seen -> {});
    }

    /** As somebody who looks so often and tells of each look. */
    Await.End await(Duration pollInterval, Duration timeout, Consumer<AdvanceResult> progress) {
        return new Await(advance, pollInterval, timeout, time).await(progress);
    }

    /** What a person does who has looked at what is held and found none of it. Says how many there were. */
    int resolveAsNotBought() {
        int held = 0;
        for (BatchState batch : List.copyOf(job.refresh().batches())) {
            if (batch.phase() == BatchState.Phase.INTENDED) {
                new Resolve(job, api, said::add, time.pause()).notBought(batch.number());
                held++;
            }
        }
        return held;
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
