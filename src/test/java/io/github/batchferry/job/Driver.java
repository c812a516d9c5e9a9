package io.github.batchferry.job;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.ImageTransfer;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One driver with a job of {@link #ROWS} requests in two batches. Does what a write with {@code mode("ignore")} does. */
final class Driver {
    static final int ROWS = 5;
    static final int PICTURES = 2;

    private static final int BATCH_BYTES = 1 << 20;

    final List<String> notices = new ArrayList<>();
    private final Harbour harbour;
    private final BatchApi api;
    private final Time time;
    private final JobStore store;
    private LimitTerms limits;
    private final Cargo cargo;
    private PurchaseTerms.@Nullable Pause pause;
    private Job job;

    /** What its requests are about. */
    enum Cargo {
        TEXTS,
        /** {@link #PICTURES} of them, each larger than a batch may be, which the rows take in turns. */
        PICTURES
    }

    Driver(Harbour harbour, Path directory, LimitTerms.OnDoubt onDoubt, Steps steps) {
        this(harbour, Stores.open(directory.toString()), onDoubt, steps);
    }

    Driver(Harbour harbour, JobStore place, LimitTerms.OnDoubt onDoubt, Steps steps) {
        this(harbour, place, onDoubt, steps, Cargo.TEXTS);
    }

    Driver(Harbour harbour, JobStore place, LimitTerms.OnDoubt onDoubt, Steps steps, Cargo cargo) {
        this.harbour = harbour;
        this.cargo = cargo;
        api = steps.through(BatchApi.class, harbour.api());
        time = harbour.time(steps);
        store = steps.through(JobStore.class, place);
        limits = Sample.limits(10_000, 50_000, BATCH_BYTES, LimitTerms.Packing.NONE, onDoubt);
        job = Job.open(store, Clock.systemUTC());
    }

    Driver oneTransferAtATime() {
        limits = Sample.oneTransferAtATime(limits);
        return this;
    }

    JobState state() {
        return job.state();
    }

    /** Writes the job, unless it is there, and moves it as far as it can be moved now. */
    AdvanceResult write() throws IOException {
        if (!job.refresh().exists()) {
            seal();
        }
        return advance().advance();
    }

    /** Writes the job and buys nothing. */
    void seal() throws IOException {
        WriteDraft draft = draft(Job.randomName(8));
        new Sealer(job, draft).seal(List.of(stage(draft, 0, 2), stage(draft, 1, ROWS - 2)));
    }

    /** Writes a job of which nothing is bought before {@link #resume}. */
    void sealDryRun() throws IOException {
        pause = PurchaseTerms.Pause.DRY_RUN;
        seal();
    }

    /** What the command of that name does first. */
    void resume() {
        new Cancel(job).resume("me");
    }

    /** Adds one more write, and leaves a part of an attempt that did not count to be swept. */
    void append(String writeId) throws IOException {
        WriteDraft draft = draft(Job.randomName(8), SealCondition.WRITE_ID_IS_NEW, writeId);
        stage(draft, 9, 1);
        new Sealer(job, draft).seal(List.of(stage(draft, 0, 2), stage(draft, 1, ROWS - 2)));
    }

    /** Writes and waits until all has ended that can. */
    Await.End finish() throws IOException {
        write();
        return await();
    }

    /** Waits until all has ended that can. */
    Await.End await() {
        return new Await(advance(), Duration.ofSeconds(30), Duration.ofHours(26), time).await(advanced -> {});
    }

    /** What a person does who has looked and found none of the batches that are held. */
    void resolveAsNotBought() {
        for (BatchState held : job.state().batches(BatchState.Phase.INTENDED)) {
            new Resolve(job, api, notices::add, time.pause()).notBought(held.number());
        }
    }

    long answered() {
        return job.refresh().batches().stream()
                .filter(batch -> batch.collected() != null && batch.collected().counts() != null)
                .mapToLong(batch -> batch.collected().counts().succeeded())
                .sum();
    }

    private Advance advance() {
        return new Advance(job, api, notices::add, time);
    }

    private StagedPart stage(WriteDraft draft, int part, int rows) throws IOException {
        String path = draft.directory() + "/part-0000" + part + "-" + job.driver();
        PartStaging staging = new PartStaging(
                store,
                part,
                path,
                "{}".getBytes(StandardCharsets.UTF_8),
                draft.request(),
                new ShardLimits(limits.maxRequestsPerBatch(), limits.maxBytesPerBatch(), ShardLimits.MAX_INPUTS),
                new IdSource(null));
        GeneratedIds ids = new GeneratedIds(draft.write(), part);
        Utf8 id = new Utf8();
        RowValues values = new RowValues();
        for (int row = 0; row < rows; row++) {
            byte[] prompt = ("prompt " + part + " " + row).getBytes(StandardCharsets.UTF_8);
            values.payload.point(prompt);
            if (cargo == Cargo.PICTURES) {
                values.images = Picture.of(row % PICTURES, BATCH_BYTES + 1);
            }
            ids.point(row, id);
            staging.add(values, id, prompt, 0, prompt.length);
        }
        return staging.finish();
    }

    private WriteDraft draft(String write) {
        return draft(write, SealCondition.NO_WRITE_YET, null);
    }

    private WriteDraft draft(String write, SealCondition condition, @Nullable String writeId) {
        return new WriteDraft(
                write,
                condition,
                writeId,
                "{}",
                "test",
                cargo == Cargo.TEXTS
                        ? template(Endpoints.CHAT_COMPLETIONS, null, ImageTransfer.INLINE)
                        : template(Endpoints.RESPONSES, "picture", ImageTransfer.UPLOADED),
                OutputSpec.of(OutputKind.TEXT),
                null,
                "",
                new ConnectionTerms(
                        Provider.OPENAI_COMPATIBLE,
                        harbour.url(),
                        "env:NONE",
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        10_000,
                        60_000,
                        0),
                new PurchaseTerms("24h", Map.of(), null, pause),
                limits);
    }

    private static RequestTemplate template(Endpoint endpoint, @Nullable String imageColumn, ImageTransfer images) {
        return new RequestTemplate(
                endpoint.path(),
                RequestForm.PROMPT,
                "prompt",
                "gpt-4o-mini",
                null,
                null,
                new LinkedHashMap<>(),
                imageColumn,
                images);
    }
}
