package io.github.batchferry.crash;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.AdvanceResult;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.Cancel;
import io.github.batchferry.job.Resolve;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.LimitTerms.InputFiles;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One driver on one job, each of whose calls is a step. Does what a write with {@code mode("ignore")} does, and a person's verbs. */
final class Driver {
    private static final Duration POLL = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofHours(5);
    private static final int RUNS_A_DAY = 6;
    private static final int MOST_ATTEMPTS = 9;
    private static final int MOST_RUNS = 12;
    private static final Duration UNTIL_THE_NEXT_RUN = Duration.ofMinutes(10);

    final List<String> notices = new ArrayList<>();
    final JobStore store;
    private final BatchApi api;
    private final Time time;
    private final Rows rows;
    private final Provider provider;
    private final Asked asked;
    private final LimitTerms limits;
    private final Job job;

    /**
     * @param api the real one; its calls become steps here
     * @param transfers how many run at once
     */
    Driver(
            Path directory,
            BatchApi api,
            Provider provider,
            SharedTime time,
            Rows rows,
            Asked asked,
            OnDoubt onDoubt,
            int transfers,
            Steps steps) {
        this.api = steps.through(BatchApi.class, api);
        this.rows = rows;
        this.provider = provider;
        this.asked = asked;
        this.time = new Time(time, time, steps.through(Pause.class, time));
        store = steps.through(JobStore.class, Stores.open(directory.toString()));
        limits = new LimitTerms(
                10_000,
                50_000,
                1 << 20,
                null,
                null,
                2000,
                MOST_ATTEMPTS,
                LimitTerms.Packing.NONE,
                onDoubt,
                InputFiles.DELETE,
                0,
                transfers);
        job = Job.open(store, time);
    }

    JobState state() {
        return job.state();
    }

    /** Writes the job, unless it is there, and moves it as far as it can be moved now. */
    AdvanceResult write() throws IOException {
        seal();
        return advance().advance();
    }

    void seal() throws IOException {
        if (!job.refresh().exists()) {
            WriteDraft draft = draft(Job.randomName(8));
            new Sealer(job, draft).seal(rows.stage(store, draft, job.driver()));
        }
    }

    void collect() {
        advance().collect();
    }

    /** Waits until all has ended that can, for a few hours. */
    Await.End await() {
        return new Await(advance(), POLL, PATIENCE, time).await(advanced -> {});
    }

    /** Until the last batch has ended, or would have. */
    private void awaitAll() {
        for (int runs = 0; runs < RUNS_A_DAY && await() == Await.End.TIMED_OUT; runs++) {
            notices.add("it takes longer");
        }
    }

    List<BatchState> held() {
        return job.refresh().batches().stream()
                .filter(batch -> batch.doubt() != null)
                .toList();
    }

    /** What a person does who looks at the provider's own list and says what stands there. */
    void resolve(Bill bill) {
        for (BatchState held : held()) {
            Resolve resolve = new Resolve(job, api, notices::add, time.pause());
            bill.batches().stream()
                    .filter(bought -> bought.inputFile().equals(held.fileId()))
                    .findFirst()
                    .ifPresentOrElse(
                            bought -> resolve.bought(held.number(), bought.id()),
                            () -> resolve.notBought(held.number()));
        }
    }

    /** Asks for the end of all purchases and follows it through. */
    void cancel() {
        new Cancel(job).ask("crash");
        await();
    }

    void resume() {
        if (job.refresh().cancelAsked()) {
            new Cancel(job).resume("crash");
        }
    }

    /** Everything that it takes to bring the job to its end; what nobody can tell stays held. */
    void finish(Bill bill) throws IOException {
        seal();
        awaitAll();
        List<BatchState> before = List.of();
        for (List<BatchState> held = held(); !held.isEmpty() && !held.equals(before); held = held()) {
            before = held;
            resolve(bill);
            awaitAll();
        }
    }

    /** The same by a scheduler that starts it again and again, also after it was told that a person must do something. */
    void finishAtLast(Bill bill) throws IOException, InterruptedException {
        for (int run = 1; ; run++) {
            try {
                finish(bill);
                return;
            } catch (ExternalException | UserException e) {
                if (run == MOST_RUNS) {
                    throw e;
                }
                time.pause().sleep(UNTIL_THE_NEXT_RUN);
            }
        }
    }

    private Advance advance() {
        return new Advance(job, api, notices::add, time);
    }

    private WriteDraft draft(String write) {
        return new WriteDraft(
                write,
                SealCondition.NO_WRITE_YET,
                null,
                "{}",
                "test",
                asked.template(provider),
                asked.output(),
                null,
                "",
                new ConnectionTerms(
                        provider,
                        "http://127.0.0.1/v1",
                        "env:NONE",
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        10_000,
                        60_000,
                        0),
                new PurchaseTerms("24h", Map.of(), null),
                limits);
    }
}
