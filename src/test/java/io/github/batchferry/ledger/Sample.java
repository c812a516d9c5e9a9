package io.github.batchferry.ledger;

import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.shard.RowSplit;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events and states for tests of the fold, which need no files. */
public final class Sample {
    public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    public static final LimitTerms LIMITS =
            limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NEIGHBOURS, LimitTerms.OnDoubt.HOLD);
    public static final ConnectionTerms CONNECTION = new ConnectionTerms(
            Provider.OPENAI_COMPATIBLE,
            "https://example.org/v1",
            "env:KEY",
            "bearer",
            null,
            null,
            null,
            Map.of(),
            10_000,
            20_000,
            3);
    public static final PurchaseTerms PURCHASE = new PurchaseTerms("24h", Map.of("team", "a"), null);

    public static final PurchaseTerms DRY_RUN =
            new PurchaseTerms("24h", Map.of("team", "a"), null, PurchaseTerms.Pause.DRY_RUN);

    private Sample() {}

    public static LimitTerms limits(
            int target, int requests, long bytes, LimitTerms.Packing packing, LimitTerms.OnDoubt onDoubt) {
        return new LimitTerms(
                target, requests, bytes, null, null, 2000, 3, packing, onDoubt, LimitTerms.InputFiles.DELETE, 0, 4);
    }

    /** For a driver whose steps have one order. */
    public static LimitTerms oneTransferAtATime(LimitTerms limits) {
        return new LimitTerms(
                limits.requestsPerBatch(),
                limits.maxRequestsPerBatch(),
                limits.maxBytesPerBatch(),
                limits.maxTokensPerBatch(),
                limits.enqueuedTokenLimit(),
                limits.maxBatchesPerHour(),
                limits.maxAttempts(),
                limits.packing(),
                limits.onDoubt(),
                limits.inputFiles(),
                limits.resultPatienceSeconds(),
                1);
    }

    public static RequestTemplate template() {
        return new RequestTemplate(
                Endpoints.RESPONSES.path(), RequestForm.PROMPT, "prompt", "m", null, null, new LinkedHashMap<>());
    }

    public static StagedShard shard(int ordinal, String model, int requests) {
        return new StagedShard(
                ordinal, model, requests, 0, requests * 100L, requests * 80L, 7, requests, 0, requests * 20L);
    }

    public static StagedPart part(String write, int part, StagedShard... shards) {
        long rows = Arrays.stream(shards).mapToLong(StagedShard::requests).sum();
        String file = "writes/" + write + "/part-" + part;
        return new StagedPart(part, file, rows, 0, 10, 5, List.of(new RowSplit(0, 16)), List.of(shards), null);
    }

    /** One part a shard, of model {@code m}. */
    public static Event.WriteSealed sealed(String write, int... requests) {
        List<StagedPart> parts = new ArrayList<>();
        for (int part = 0; part < requests.length; part++) {
            parts.add(part(write, part, shard(0, "m", requests[part])));
        }
        return sealed(write, LIMITS, parts);
    }

    /** As {@link #sealed}, of a job that is paused from there on. */
    public static Event.WriteSealed dryRun(String write, int... requests) {
        Event.WriteSealed bought = sealed(write, requests);
        return new Event.WriteSealed(
                bought.write(),
                bought.condition(),
                bought.writeId(),
                bought.fingerprint(),
                bought.schema(),
                bought.sparkVersion(),
                bought.request(),
                bought.output(),
                bought.customIdColumn(),
                bought.resultPrefix(),
                bought.sortedIds(),
                bought.connection(),
                DRY_RUN,
                bought.limits(),
                bought.parts());
    }

    public static Event.WriteSealed sealed(String write, LimitTerms limits, List<StagedPart> parts) {
        return sealed(write, SealCondition.WRITE_ID_IS_NEW, write, "f-" + write, limits, parts);
    }

    public static Event.WriteSealed sealed(
            String write,
            SealCondition condition,
            String writeId,
            String fingerprint,
            LimitTerms limits,
            List<StagedPart> parts) {
        return new Event.WriteSealed(
                write,
                condition,
                writeId,
                fingerprint,
                "{}",
                "3.5.9",
                template(),
                OutputSpec.of(OutputKind.TEXT),
                null,
                "",
                null,
                CONNECTION,
                PURCHASE,
                limits,
                parts);
    }

    public static LineRange lines(String write, int part, int from, int to) {
        return new LineRange(write, part, 0, from, to);
    }

    public static PlannedBatch batch(int number, LineRange... lines) {
        int requests = Arrays.stream(lines).mapToInt(LineRange::lines).sum();
        return new PlannedBatch(
                number,
                "m",
                Endpoints.RESPONSES.path(),
                1,
                0,
                requests,
                requests * 100L,
                requests * 20L,
                List.of(lines));
    }

    public static Event.Planned planned(PlannedBatch... batches) {
        return new Event.Planned(List.of(batches));
    }

    public static Event.Intended intended(int batch) {
        return new Event.Intended(batch, "file-" + batch);
    }

    public static Event.Created created(int batch, String id) {
        return new Event.Created(batch, id, "posted");
    }

    public static Event.Denied denied(int batch, Event.AfterRefusal then) {
        return new Event.Denied(batch, 429, "rate_limit_exceeded", "later", then, Map.of(), null);
    }

    public static Event.Voided voided(int batch) {
        return new Event.Voided(batch, "fenced");
    }

    public static Event.Collected collected(int batch, String id, PositionRange... unanswered) {
        return new Event.Collected(
                batch,
                id,
                "completed",
                "c",
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(unanswered),
                Map.of(),
                null);
    }

    public static Entry entry(long number, String driver, Event... events) {
        return new Entry(number, driver, AT, List.of(events));
    }

    /** The fold over one entry an event. */
    public static JobState fold(Event... events) {
        JobState state = new JobState();
        apply(state, events);
        return state;
    }

    public static void apply(JobState state, Event... events) {
        for (Event event : events) {
            state.apply(entry(state.lastEntry() + 1, "d", event));
        }
    }
}
