package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.Time;
import io.github.batchferry.connect.JobSession;
import io.github.batchferry.job.Await;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.secret.TokenSources;
import io.github.batchferry.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.LongSupplier;

/** Two clocks that start now and on which a pause is over at once: what takes hours is seen without waiting for it. */
final class FastForward extends Clock implements LongSupplier, Pause {
    private final Instant start = Instant.now();
    private Duration passed = Duration.ZERO;

    private FastForward() {}

    /** Waits for a job as {@code await} does, until nothing of it moves any more. */
    static void toTheEnd(String location) {
        FastForward time = new FastForward();
        Job job = Job.open(Stores.open(location), time);
        Map<String, String> given = Map.of("apiToken", Rehearsal.KEY, "pollInterval", "5s", "waitTimeout", "2d");
        OptionSet options = OptionSet.parse(given, Map.of(), Map.of(), Scope.READ);
        Time all = new Time(time, time, time);
        try (JobSession session = JobSession.open(job, options, TokenSources.of(Map.of()), message -> {}, all)) {
            assertThat(session.await(advanced -> {})).isEqualTo(Await.End.ENDED);
        }
    }

    @Override
    public void sleep(Duration duration) {
        passed = passed.plus(duration);
    }

    @Override
    public Instant instant() {
        return start.plus(passed);
    }

    @Override
    public long getAsLong() {
        return passed.toNanos();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
