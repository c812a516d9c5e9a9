package io.github.batchferry.crash;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process's way to a provider: its real client, its time, and a look at the bill. */
final class Client implements AutoCloseable {
    static final String KEY = "sk-test";
    /** More than there are batches: a driver dies with all its files on the way. */
    private static final int TRANSFERS = 4;

    /** In hours, where it expires. */
    private static final int LONGEST_BATCH = 26;

    final Bill bill;
    private final SharedTime time;
    final Provider provider;
    final BatchApi api;

    /** @param time the one in which the provider lives */
    Client(String url, Path time) {
        this(url, time, new Bill(url));
    }

    private Client(String url, Path time, Bill bill) {
        this(url, bill, new SharedTime(time, bill::settle, bill::settle));
    }

    Client(String url, Bill bill, SharedTime time) {
        this(Provider.OPENAI_COMPATIBLE, url, bill, time);
    }

    Client(Provider provider, String url, Bill bill, SharedTime time) {
        this.bill = bill;
        this.time = time;
        this.provider = provider;
        Connection connection = new Connection(
                provider,
                BaseUrl.of(url),
                () -> new Secret(KEY),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                0);
        api = new OkHttpBatchApi(connection, new Time(time, System::nanoTime, time));
    }

    /** Lets a new driver play. */
    Driver play(Act act, Phase phase, Path job, Steps steps) throws IOException {
        Driver driver =
                new Driver(job, api, provider, time, Phase.ROWS, phase.asked(), phase.onDoubt(), TRANSFERS, steps);
        act.play(driver, bill);
        return driver;
    }

    /** All waits so far. */
    Duration waited() {
        return Duration.ofNanos(time.getAsLong());
    }

    /** Lets time pass until every batch that was accepted so far has ended. */
    void awaitEnds() {
        bill.settle();
        for (int hours = 0; !bill.batches().stream().allMatch(Bill.Bought::hasEnded); hours++) {
            if (hours == LONGEST_BATCH) {
                throw new AssertionError("batches without an end: " + bill.batches());
            }
            time.sleep(Duration.ofHours(1));
        }
    }

    @Override
    public void close() {
        api.close();
    }

    /** What a driver does, or the person at it, who can look at the provider's own list. */
    @FunctionalInterface
    interface Act {
        void play(Driver driver, Bill bill) throws IOException;
    }
}
