package io.github.batchferry.job;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.Unanswered;
import io.github.batchferry.ledger.Unfinished;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Frees requests that have no answer, by the word of a person: each may be bought once more. Only writes that down; the
 * next {@code advance()} buys.
 */
public final class Retry {
    private final Job job;

    public Retry(Job job) {
        this.job = job;
    }

    /** Whether requests are freed that have no line, and were perhaps paid. */
    public enum PerhapsPaid {
        LEAVE,
        TAKE
    }

    /**
     * Which requests.
     *
     * @param statuses of their rows; none: all but cancelled ones, or whatever has one of the codes
     * @param codes of their errors; none: any
     */
    public record Wanted(Set<RowStatus> statuses, Set<String> codes, PerhapsPaid perhapsPaid) {
        public Wanted {
            statuses = Set.copyOf(statuses);
            codes = Set.copyOf(codes);
        }

        boolean takes(RowStatus status, @Nullable String code) {
            boolean anyStatus = statuses.isEmpty() && (!codes.isEmpty() || status != RowStatus.CANCELLED);
            return (anyStatus || statuses.contains(status))
                    && (codes.isEmpty() || code != null && codes.contains(code));
        }
    }

    /**
     * What was freed, or would be.
     *
     * @param byReason how many requests, by status and code
     * @param paidTokens tokens of those among them whose line tells a usage: they were paid
     * @param perhapsPaid how many of them have no line and were perhaps paid
     * @param left how many more have no line, were perhaps paid, and were left
     */
    public record Freed(Map<String, Long> byReason, long requests, long paidTokens, long perhapsPaid, long left) {}

    /**
     * Only counts.
     *
     * @throws UserException where there is no job
     */
    public Freed count(Wanted wanted) throws IOException {
        return new Search(wanted).run().freed();
    }

    /**
     * Frees them.
     *
     * @param by who asks, for the ledger
     */
    public Freed free(Wanted wanted, String by) throws IOException {
        Search search = new Search(wanted).run();
        if (!search.found.isEmpty()) {
            long before = job.state().lastEntry();
            Event.RetryAsked asked = new Event.RetryAsked(by, search.found, (int) search.perhapsPaid);
            if (job.append(List.of(asked), state -> state.lastEntry() == before) == 0) {
                return free(wanted, by);
            }
        }
        return search.freed();
    }

    private final class Search {
        private final Wanted wanted;
        private final List<Event.Freed> found = new ArrayList<>();
        private final Map<String, Long> byReason = new TreeMap<>();
        private long requests;
        private long paidTokens;
        private long perhapsPaid;
        private long left;

        Search(Wanted wanted) {
            this.wanted = wanted;
        }

        Search run() throws IOException {
            if (!job.refresh().exists()) {
                throw new UserException("there is no job in " + job.store().location());
            }
            for (Map.Entry<BatchState, List<PositionRange>> held :
                    job.state().held().entrySet()) {
                BatchState batch = held.getKey();
                if (batch.collected() != null) {
                    collected(batch, batch.collected(), held.getValue());
                } else if (Unfinished.of(job.state(), batch).status() == RowStatus.FAILED && batch.fileId() != null) {
                    refused(batch);
                }
            }
            return this;
        }

        Freed freed() {
            return new Freed(Map.copyOf(byReason), requests, paidTokens, perhapsPaid, left);
        }

        private void refused(BatchState batch) {
            Reason reason = Unfinished.of(job.state(), batch);
            if (wanted.takes(reason.status(), reason.code())) {
                found.add(new Event.Freed(batch.number(), Map.of()));
                add(reason.status(), reason.code(), batch.planned().requests());
            }
        }

        private void collected(BatchState batch, Event.Collected collected, List<PositionRange> held)
                throws IOException {
            Unanswered.Collecting taken = new Unanswered.Collecting();
            try (EndedLines lines = new EndedLines(job, batch, collected)) {
                List<PositionRange> again = job.state().goingAgain(batch);
                for (PositionRange range : held) {
                    for (int position = range.from(); position < range.to(); position++) {
                        if (!PositionRange.contain(again, position)) {
                            consider(lines, position, taken);
                        }
                    }
                }
            }
            Map<RowStatus, List<PositionRange>> positions = taken.rangesByStatus();
            if (!positions.isEmpty()) {
                found.add(new Event.Freed(batch.number(), positions));
            }
        }

        private void consider(EndedLines lines, int position, Unanswered.Collecting taken) throws IOException {
            Outcome outcome = lines.outcome(position);
            if (outcome == Outcome.SUCCEEDED) {
                return;
            }
            Reason reason = lines.reason(position, outcome);
            if (!wanted.takes(reason.status(), reason.code())) {
                return;
            }
            boolean uncertain = outcome == Outcome.MISSING && !lines.isUnpaid(position);
            if (uncertain && wanted.perhapsPaid() == PerhapsPaid.LEAVE) {
                left++;
                return;
            }
            perhapsPaid += uncertain ? 1 : 0;
            paidTokens += lines.tokens();
            taken.add(position, reason.status());
            add(reason.status(), reason.code(), 1);
        }

        private void add(RowStatus status, @Nullable String code, long count) {
            byReason.merge(status.word() + (code == null ? "" : " " + code), count, Long::sum);
            requests += count;
        }
    }
}
