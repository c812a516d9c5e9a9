package io.github.batchferry.cli;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Entry;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.price.PriceTable;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.shard.StagedPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that {@code status} shows of a job. */
record JobReport(
        String location,
        String baseUrl,
        List<Write> writes,
        List<BatchLine> batches,
        Tally tally,
        CostReport cost,
        NextStep next) {
    /** Whether the answers are those of the built-in server. */
    boolean madeUp() {
        return BaseUrl.of(baseUrl).emulator();
    }

    record Write(
            String write,
            @Nullable String writeId,
            String endpoint,
            long rows,
            long requests,
            long refused,
            @Nullable Instant sealedAt) {}

    /** @param status the server's where one was seen, else ours */
    record BatchLine(
            int number,
            @Nullable String id,
            String phase,
            String status,
            String model,
            long requests,
            long completed,
            long failed,
            @Nullable Instant since) {}

    static JobReport of(Job job, PriceTable prices) {
        Map<String, Instant> sealed = new HashMap<>();
        Map<Integer, Instant> changed = new HashMap<>();
        for (Entry entry : job.entries()) {
            for (Event event : entry.events()) {
                note(event, entry.at(), sealed, changed);
            }
        }
        List<Write> writes = new ArrayList<>();
        for (Event.WriteSealed write : job.state().writes()) {
            writes.add(write(write, sealed.get(write.write())));
        }
        Map<Integer, LastSeen> seen = LastSeen.of(job.store());
        List<BatchLine> batches = new ArrayList<>();
        for (BatchState batch : job.state().batches()) {
            Instant since = changed.getOrDefault(batch.number(), batch.plannedAt());
            batches.add(line(batch, since, seen.get(batch.number())));
        }
        String baseUrl = job.state().writes().iterator().next().connection().baseUrl();
        return new JobReport(
                job.store().location(),
                baseUrl,
                writes,
                batches,
                Tally.of(job.state()),
                CostReport.of(job.state(), prices),
                NextStep.of(job));
    }

    private static void note(Event event, Instant at, Map<String, Instant> sealed, Map<Integer, Instant> changed) {
        if (event instanceof Event.WriteSealed write) {
            sealed.putIfAbsent(write.write(), at);
        } else if (event instanceof Event.Intended intended) {
            changed.put(intended.batch(), at);
        } else if (event instanceof Event.Created created) {
            changed.put(created.batch(), at);
        } else if (event instanceof Event.Denied denied) {
            changed.put(denied.batch(), at);
        } else if (event instanceof Event.Voided voided) {
            changed.put(voided.batch(), at);
        } else if (event instanceof Event.Collected collected) {
            changed.put(collected.batch(), at);
        }
    }

    private static Write write(Event.WriteSealed write, @Nullable Instant at) {
        long rows = write.parts().stream().mapToLong(StagedPart::rows).sum();
        long refused = write.parts().stream().mapToLong(StagedPart::failed).sum();
        return new Write(
                write.write(), write.writeId(), write.request().endpointPath(), rows, rows - refused, refused, at);
    }

    private static BatchLine line(BatchState batch, Instant since, @Nullable LastSeen seen) {
        String phase = batch.phase().name().toLowerCase(java.util.Locale.ROOT);
        String status = phase;
        long completed = 0;
        long failed = 0;
        Event.Collected collected = batch.collected();
        if (collected != null) {
            OutcomeCounts counts = collected.counts();
            completed = counts == null ? 0 : counts.succeeded();
            failed = batch.planned().requests() - completed;
            status = collected.status();
        } else if (batch.phase() == BatchState.Phase.CREATED && seen != null) {
            status = batch.seenEnded() == null ? seen.status() : "ended, results not complete";
            completed = seen.completed();
            failed = seen.failed();
        } else if (batch.phase() == BatchState.Phase.INTENDED) {
            status = batch.doubt() == null ? "being bought" : "in doubt";
        } else if (batch.phase() == BatchState.Phase.DENIED) {
            status = batch.doubt() != null ? "in doubt" : "refused";
        } else if (batch.phase() == BatchState.Phase.VOIDED) {
            status = "void";
        }
        return new BatchLine(
                batch.number(),
                batch.batchId(),
                phase,
                status,
                batch.planned().model(),
                batch.planned().requests(),
                completed,
                failed,
                since);
    }
}
