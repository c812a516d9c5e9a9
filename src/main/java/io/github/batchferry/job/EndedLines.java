package io.github.batchferry.job;

import io.github.batchferry.job.lines.AnswersAsked;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.result.answer.Usage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a collected batch says of its requests, by position. */
final class EndedLines implements AutoCloseable {
    private static final int LOADED = 8192;

    private final Event.Collected collected;
    private final int requests;
    private final @Nullable AnswerReader reader;
    private int from;
    private int to;
    private long tokens;

    EndedLines(Job job, BatchState batch, Event.Collected collected) throws IOException {
        this.collected = collected;
        requests = batch.planned().requests();
        CollectedFile index = collected.index();
        reader = index == null
                ? null
                : AnswerReader.open(
                        job.store(),
                        new RecordedFile(index.path(), index.bytes()),
                        CollectedFile.recorded(collected.output()),
                        CollectedFile.recorded(collected.errors()),
                        AnswersAsked.of(job.state(), batch),
                        Extent.LINE);
    }

    Outcome outcome(int position) throws IOException {
        tokens = 0;
        if (reader == null) {
            return Outcome.MISSING;
        }
        if (position < from || position >= to) {
            from = position;
            to = Math.min(requests, position + LOADED);
            reader.load(from, to);
        }
        reader.seek(position);
        Usage usage = reader.usage();
        tokens = usage == null ? 0 : Math.max(0, usage.totalTokens());
        return reader.outcome();
    }

    long tokens() {
        return tokens;
    }

    Reason reason(int position, Outcome outcome) throws IOException {
        if (outcome == Outcome.MISSING || reader == null) {
            Reason absent = collected.absent() == null
                    ? Reason.of(RowStatus.MISSING, "missing", "no line")
                    : collected.absent();
            return collected.lineReasons().getOrDefault(position, absent);
        }
        RowError error = reader.error();
        return error == null
                ? new Reason(outcome.status(), null, null, null, null)
                : new Reason(outcome.status(), error.code(), error.message(), null, null);
    }

    /** Nothing of it ran, or the counts have proved it. */
    boolean isUnpaid(int position) {
        return collected.counts() == null
                || collected.lineReasons().containsKey(position)
                || PositionRange.contain(collected.unanswered(), position);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
