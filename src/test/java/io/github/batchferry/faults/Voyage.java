package io.github.batchferry.faults;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.AdvanceResult;
import io.github.batchferry.job.Await;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.secret.Secret;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** A job, a server, a stretch of network between them, and drivers whose waits cost no time. */
final class Voyage implements AutoCloseable {
    final JobStore store;
    final Seller seller;
    final Wire wire;
    final List<String> said = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<BatchApi> opened = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    Voyage(Path directory) {
        store = Stores.open(directory.resolve("job").toString());
        seller = new Seller(directory.resolve("server"));
        wire = new Wire(seller.port());
    }

    String url() {
        return "http://127.0.0.1:" + wire.port() + "/v1";
    }

    /** One batch for each number, with so many requests. */
    Voyage sealed(int... batches) {
        return sealed(Arrays.stream(batches)
                .mapToObj(requests ->
                        IntStream.range(0, requests).mapToObj(i -> "ask " + i).toList())
                .toList());
    }

    /** One batch for each list of prompts. */
    Voyage sealed(List<List<String>> batches) {
        new Cargo(store).seal(url(), "env:KEY", batches);
        return this;
    }

    BatchApi api() {
        return api(Seller.KEY);
    }

    BatchApi api(String key) {
        return api(connection(url(), key, Duration.ofSeconds(20)), Clock.systemUTC());
    }

    /** Of the good key, by another way. */
    BatchApi apiBy(String url) {
        return api(connection(url, Seller.KEY, Duration.ofSeconds(20)), Clock.systemUTC());
    }

    BatchApi api(Connection connection, Clock clock) {
        BatchApi api = new OkHttpBatchApi(connection, new Time(clock, System::nanoTime, this::pass));
        opened.add(api);
        return api;
    }

    static Connection connection(String url, String key, Duration readTimeout) {
        return new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(url),
                () -> new Secret(key),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                readTimeout,
                3);
    }

    AdvanceResult advance(BatchApi api) {
        return advance(api, Clock.offset(Clock.systemUTC(), Duration.ofNanos(nanos.get())));
    }

    /** What passes here by itself has passed then. */
    void later() {
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    }

    /** One driver, from its birth to its end. */
    AdvanceResult advance(BatchApi api, Clock clock) {
        return new Advance(Job.open(store, clock), api, said::add, time(clock)).advance();
    }

    /** A driver that waits, and how that ended. */
    Seen await(BatchApi api, Duration pollInterval, Duration timeout) {
        AtomicReference<AdvanceResult> last = new AtomicReference<>();
        Job job = Job.open(store, Clock.systemUTC());
        Time time = time(Clock.systemUTC());
        Advance advance = new Advance(job, api, said::add, time);
        Await.End end = new Await(advance, pollInterval, timeout, time).await(last::set);
        return new Seen(end, last.get());
    }

    record Seen(Await.End end, AdvanceResult last) {}

    /** Until the server has come to an end with every batch and all of them are collected. */
    void arrive() {
        BatchApi api = api();
        do {
            seller.awaitEnds();
            later();
        } while (advance(api).mayMove());
    }

    /** What happens elsewhere whenever a driver waits. */
    void meanwhile(Runnable next) {
        meanwhile = next;
    }

    private Time time(Clock clock) {
        return new Time(clock, nanos::get, this::pass);
    }

    private void pass(Duration duration) {
        waits.add(duration);
        nanos.addAndGet(duration.toNanos());
        meanwhile.run();
    }

    BatchState batch(int number) {
        return Job.open(store, Clock.systemUTC()).state().batch(number).orElseThrow();
    }

    OutcomeCounts counts(int batch) {
        return Objects.requireNonNull(
                Objects.requireNonNull(batch(batch).collected()).counts());
    }

    String said() {
        return String.join("\n", said);
    }

    @Override
    public void close() {
        opened.forEach(BatchApi::close);
        wire.close();
        seller.close();
    }
}
