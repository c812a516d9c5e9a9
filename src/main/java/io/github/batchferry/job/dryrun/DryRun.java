package io.github.batchferry.job.dryrun;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.job.lines.BatchInput;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LineRange;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.price.PriceTable;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans all that a job has not bought and validates each line of it as the server would. Reads staged files; calls no
 * server and writes nothing. In memory for one batch's ids and its longest line.
 */
public final class DryRun {
    private static final int NAMED = 20;

    private final Job job;
    private final JobState state;
    private final Limits server;
    private final List<Named> named = new ArrayList<>();
    private long errors;
    private long refusedLines;
    private final Set<Integer> refusedBatches = new HashSet<>();

    private record Named(PlannedBatch batch, Complaint complaint) {
        /** Null where the batch is refused as a whole. */
        RowNumbers.@Nullable Place place() {
            Integer position = complaint.position();
            int before = 0;
            for (LineRange range : batch.lines()) {
                if (position != null && position < before + range.lines()) {
                    return new RowNumbers.Place(range.key(), range.from() + position - before);
                }
                before += range.lines();
            }
            return null;
        }
    }

    public DryRun(Job job) {
        this(job, limits(job.state()));
    }

    DryRun(Job job, Limits server) {
        this.job = job;
        state = job.state();
        this.server = server;
    }

    /** @throws ExternalException where a staged file cannot be read, or is not what was sealed */
    public Findings run() {
        try {
            Map<String, ModelForecast> models = new LinkedHashMap<>();
            for (PlannedBatch batch : new Planner(state, Instant.MAX).plan()) {
                String model = batch.model();
                ModelForecast before =
                        models.getOrDefault(model, ModelForecast.none(model, state.enqueuedTokenLimit(model)));
                models.put(model, before.plus(batch, answers(batch)));
                check(batch);
            }
            return new Findings(
                    job.store().location(),
                    List.copyOf(models.values()),
                    PriceTable.ofJar().of(state),
                    withoutRequest(),
                    errors,
                    refusedLines,
                    refusedBatches.size(),
                    refused());
        } catch (IOException e) {
            throw ExternalException.storeStopped("job " + job.store().location() + ": " + StoreWords.of(e), e);
        }
    }

    /** Of all its requests at the most; null where nothing bounds one of them. */
    private @Nullable Long answers(PlannedBatch batch) {
        long all = 0;
        for (LineRange range : batch.lines()) {
            Long one = OutputBound.of(state.write(range.write()).orElseThrow().request());
            if (one == null) {
                return null;
            }
            all += one * range.lines();
        }
        return all;
    }

    private void check(PlannedBatch batch) throws IOException {
        InputFile file = new BatchInput(state, job.store(), batch).file("dry-run.jsonl");
        String url = state.provider().pathOf(batch.endpoint());
        refusedLines += BatchCheck.run(file, batch.endpoint(), url, server, complaint -> {
            errors++;
            if (complaint.position() == null) {
                refusedBatches.add(batch.number());
            }
            if (named.size() < NAMED) {
                named.add(new Named(batch, complaint));
            }
        });
    }

    private List<RefusedLine> refused() throws IOException {
        Set<RowNumbers.Place> places = new HashSet<>();
        for (Named line : named) {
            RowNumbers.Place place = line.place();
            if (place != null) {
                places.add(place);
            }
        }
        Map<RowNumbers.Place, Long> rows = new RowNumbers(state, job.store()).of(places);
        List<RefusedLine> refused = new ArrayList<>();
        for (Named line : named) {
            Complaint complaint = line.complaint();
            RowNumbers.Place place = line.place();
            refused.add(new RefusedLine(
                    line.batch().number(),
                    place == null ? null : rows.get(place),
                    complaint.customId(),
                    complaint.code(),
                    complaint.reason()));
        }
        return refused;
    }

    private long withoutRequest() {
        return state.writes().stream()
                .flatMap((Event.WriteSealed write) -> write.parts().stream())
                .mapToLong(StagedPart::failed)
                .sum();
    }

    /** What a server other than OpenAI takes is known to the user alone. */
    private static Limits limits(JobState state) {
        if (state.provider().equals(Provider.OPENAI)) {
            return Limits.DOCUMENTED;
        }
        return Limits.DOCUMENTED
                .withRequests(
                        Math.max(Limits.DOCUMENTED.requests(), state.limits().maxRequestsPerBatch()))
                .withBytes(Math.max(Limits.DOCUMENTED.bytes(), state.limits().maxBytesPerBatch()));
    }
}
