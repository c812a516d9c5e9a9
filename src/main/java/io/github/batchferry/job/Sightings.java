package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Unfinished;
import io.github.batchferry.result.OutcomeCounts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this driver last saw of each batch at the server, and since when. */
final class Sightings {
    private final Clock clock;
    private final Map<String, Batch> batches = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();

    Sightings(Clock clock) {
        this.clock = clock;
    }

    void see(Batch batch) {
        Batch before = batches.put(batch.id(), batch);
        if (before == null || !before.status().equals(batch.status())) {
            since.put(batch.id(), clock.instant());
        }
    }

    List<BatchProgress> progress(JobState state) {
        List<BatchProgress> progress = new ArrayList<>();
        for (BatchState batch : state.batches()) {
            if (batch.collected() != null
                    || batch.released().isEmpty()
                    || !Unfinished.lines(batch).isEmpty()) {
                progress.add(progress(batch, state));
            }
        }
        return progress;
    }

    private BatchProgress progress(BatchState batch, JobState state) {
        String id = batch.batchId();
        Batch remote = id == null ? null : batches.get(id);
        int total = batch.planned().requests() - again(batch, state);
        RequestCounts counts = counts(batch, total, remote);
        return new BatchProgress(
                batch.number(),
                id,
                batch.planned().model(),
                status(batch, remote),
                batch.phase() == BatchState.Phase.COLLECTED,
                counts.completed(),
                counts.failed(),
                total,
                id == null ? batch.plannedAt() : since.getOrDefault(id, batch.intendedAt()));
    }

    private static int again(BatchState batch, JobState state) {
        return batch.collected() == null ? 0 : PositionRange.count(state.goingAgain(batch));
    }

    private static RequestCounts counts(BatchState batch, int total, @Nullable Batch remote) {
        Event.Collected collected = batch.collected();
        if (collected != null) {
            OutcomeCounts found = collected.counts();
            long succeeded = found == null ? 0 : found.succeeded();
            return new RequestCounts(total, succeeded, total - succeeded);
        }
        return remote == null || remote.counts() == null ? new RequestCounts(0, 0, 0) : remote.counts();
    }

    private static String status(BatchState batch, @Nullable Batch remote) {
        return switch (batch.phase()) {
            case PLANNED, UPLOADED -> "planned";
            case INTENDED -> batch.doubt() == null ? "being bought" : "in doubt";
            case DENIED -> batch.isToBePostedAgain() ? "refused, sent again later" : "refused";
            case VOIDED -> "void";
            case CREATED ->
                batch.seenEnded() != null
                        ? "ended, results not complete"
                        : remote == null ? "created" : remote.status().value();
            case COLLECTED ->
                batch.collected() == null ? "collected" : batch.collected().status();
        };
    }
}
