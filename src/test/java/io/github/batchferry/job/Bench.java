package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A job directory, a provider, and drivers that do not wait. */
public final class Bench implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Sample.AT, ZoneOffset.UTC);

    final Path directory;
    public final JobStore store;
    public final Provider provider;
    public final FakeTime time;
    final List<String> said = new ArrayList<>();
    final BatchApi api;
    private final List<BatchApi> opened = new ArrayList<>();
    private boolean ownProvider;
    private int writes;
    public LimitTerms limits = Sample.LIMITS;
    public PurchaseTerms purchase = Sample.PURCHASE;
    OutputSpec output = OutputSpec.of(OutputKind.TEXT);

    public Bench(Path directory) {
        this(directory, Limits.DOCUMENTED);
    }

    /** With a provider that holds us to these limits. */
    public Bench(Path directory, Limits limits) {
        this(directory, new Provider(directory.resolve("emulator"), limits));
        ownProvider = true;
    }

    /** With a provider that takes freedoms. */
    public Bench(Path directory, World world) {
        this(directory, world, new FakeTime());
    }

    private Bench(Path directory, World world, FakeTime time) {
        this(directory, new Provider(directory.resolve("emulator"), world, time), time);
        ownProvider = true;
    }

    /** Another job at the same provider. */
    Bench(Path directory, Provider provider) {
        this(directory, provider, new FakeTime());
    }

    private Bench(Path directory, Provider provider, FakeTime time) {
        this.time = time;
        this.directory = directory;
        this.provider = provider;
        store = Stores.open(directory.resolve("job").toString());
        api = provider.api();
        opened.add(api);
    }

    /** One write of parts with so many rows each. */
    public Bench sealed(int... rows) {
        Job job = job();
        WriteDraft draft = draft();
        try {
            List<StagedPart> parts = new ArrayList<>();
            for (int part = 0; part < rows.length; part++) {
                parts.add(staged(store, draft, part, rows[part]));
            }
            assertThat(new Sealer(job, draft).seal(parts)).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Of a write that nobody has sealed yet. */
    public WriteDraft draft() {
        return draft("w" + ++writes, SealCondition.WRITE_ID_IS_NEW, null, limits, output, purchase);
    }

    static WriteDraft draft(String write, SealCondition condition, String customIdColumn, LimitTerms limits) {
        return draft(write, condition, customIdColumn, limits, OutputSpec.of(OutputKind.TEXT), Sample.PURCHASE);
    }

    private static WriteDraft draft(
            String write,
            SealCondition condition,
            String customIdColumn,
            LimitTerms limits,
            OutputSpec output,
            PurchaseTerms purchase) {
        return new WriteDraft(
                write,
                condition,
                write,
                "{}",
                "3.5.9",
                Sample.template(),
                output,
                customIdColumn,
                "",
                Sample.CONNECTION,
                purchase,
                limits);
    }

    static StagedPart staged(JobStore store, WriteDraft draft, int part, int rows) throws IOException {
        GeneratedIds generated = new GeneratedIds(draft.write(), part);
        List<String> ids = new ArrayList<>();
        Utf8 id = new Utf8();
        for (int row = 0; row < rows; row++) {
            generated.point(row, id);
            ids.add(id.toString());
        }
        return staged(store, draft, part, ids);
    }

    static StagedPart staged(JobStore store, WriteDraft draft, int part, List<String> ids) throws IOException {
        PartStaging staging = new PartStaging(
                store,
                part,
                draft.directory() + "/part-" + part + "-a",
                new byte[0],
                draft.request(),
                new ShardLimits(50_000, 1 << 20, ShardLimits.MAX_INPUTS),
                new IdSource(draft.customIdColumn()));
        RowValues values = new RowValues();
        for (String id : ids) {
            values.payload.point(("ask " + id).getBytes(StandardCharsets.UTF_8));
            staging.add(values, Utf8.of(id), new byte[8], 0, 8);
        }
        return staging.finish();
    }

    public Job job() {
        return Job.open(store, time);
    }

    BatchApi api(String key) {
        BatchApi other = provider.api(key);
        opened.add(other);
        return other;
    }

    public Advance advance() {
        return advance(job(), api);
    }

    Advance advance(Job job, BatchApi through) {
        return new Advance(job, through, said::add, time.asTime());
    }

    /** Until nothing moves any more; each look comes when all batches at the provider have ended. */
    public Tally carriedOn() {
        while (advance().advance().mayMove()) {
            provider.awaitEnds();
            time.pass(Duration.ofMinutes(20));
        }
        return Tally.of(job().state());
    }

    Resolve resolve() {
        return resolve(job(), api);
    }

    Resolve resolve(Job job, BatchApi through) {
        return new Resolve(job, through, said::add, time);
    }

    BatchState batch(int number) {
        return job().state().batch(number).orElseThrow();
    }

    BatchState.Phase phase(int number) {
        return batch(number).phase();
    }

    String said() {
        return String.join("\n", said);
    }

    /** By the provider's own ledger no request was executed twice, and so many were. */
    public void assertPaidOnce(int requests) {
        assertThat(provider.summary().path("max_purchases_per_custom_id").asInt())
                .isLessThanOrEqualTo(1);
        assertThat(provider.summary().path("lines_purchased").asInt()).isEqualTo(requests);
    }

    @Override
    public void close() {
        opened.forEach(BatchApi::close);
        if (ownProvider) {
            provider.close();
        }
    }
}
