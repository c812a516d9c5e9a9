package io.github.batchferry.bench;

import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.join.JoinTask;
import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.join.JoinedRows;
import io.github.batchferry.join.Snapshot;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.shard.StagedPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a job that has ended against the bill: each row once, with its own answer or a reason, none bought twice. */
final class SoakProof {
    private final Job job;
    private final Endpoint endpoint;
    private final List<StagedPart> parts;
    private long rows;
    private long answered;

    SoakProof(Job job, WriteDraft draft, List<StagedPart> parts) {
        this.job = job;
        endpoint = Endpoints.of(draft.request().endpointPath()).orElseThrow();
        this.parts = parts;
    }

    long rows() {
        return rows;
    }

    long answered() {
        return answered;
    }

    int batches() {
        return job.state().batches().size();
    }

    /** @param bill how often the provider sold each custom id */
    void hold(Map<String, Integer> bill) {
        Set<String> ours = new HashSet<>();
        try {
            for (JoinTask task : Snapshot.of(job.state()).tasks(1)) {
                try (JoinedRows joined = new JoinedRows(job.store(), AnswerRules.of(endpoint), Extent.OUTPUT, task)) {
                    for (JoinedRow row = joined.next(); row != null; row = joined.next()) {
                        hold(row, bill, ours);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long written = parts.stream().mapToLong(StagedPart::rows).sum();
        require(rows == written, rows + " rows came back of " + written);
        require(ours.containsAll(bill.keySet()), "something was bought that nobody asked: " + bill.keySet());
        bill.forEach((id, purchases) -> require(purchases == 1, id + " was bought " + purchases + " times"));
    }

    private void hold(JoinedRow row, Map<String, Integer> bill, Set<String> ours) throws IOException {
        Utf8 id = row.customId();
        require(ours.add(id.toString()), id + " comes back twice");
        rows++;
        AnswerReader answer = row.answer();
        if (answer != null && row.succeeded()) {
            require(
                    answer.customIdMatches(id.bytes(), id.offset(), id.length()) && answer.text() != null,
                    id + " has another one's answer");
            require(bill.containsKey(id.toString()), id + " has an answer that was not bought");
            answered++;
        } else {
            require(row.status() != RowStatus.PENDING, id + " is still pending in a job that has ended");
            require(row.error() != null, id + " has neither an answer nor a reason");
        }
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new IllegalStateException(otherwise);
        }
    }
}
