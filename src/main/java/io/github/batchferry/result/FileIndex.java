package io.github.batchferry.result;

import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.AnswerWalk;
import io.github.batchferry.result.answer.Failure;
import io.github.batchferry.result.answer.Found;
import io.github.batchferry.result.answer.LineParser;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.Places;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.Scan;
import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.result.answer.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The lines of one file, each joined with its request; grows with the requests, never with the file. */
final class FileIndex {
    private static final int REMEMBERED = 10;
    private static final int ID_SHOWN = 100;

    private final ResultFile file;
    private final IdTable ids;
    private final LineParser line;
    private final Failure failure;
    private final AnswerShape shape;
    final Entries entries;
    final long[] contents;
    final List<String> foreignIds = new ArrayList<>();
    long duplicates;
    long conflicting;
    long foreign;
    long invalidLines;

    FileIndex(ResultFile file, AnswerRules rules, IdTable ids) {
        this.file = file;
        this.ids = ids;
        this.line = new LineParser(rules);
        this.failure = new Failure(rules.shape());
        this.shape = rules.shape();
        this.entries = Entries.missing(ids.size());
        this.contents = new long[ids.size()];
    }

    /** One line, without its end. */
    void add(long at, byte[] bytes, int offset, int length) throws IOException {
        boolean valid = line.parse(bytes, offset, length);
        Outcome outcome = valid ? line.outcome() : Outcome.INVALID;
        int position = position(valid);
        if (position < 0) {
            return;
        }
        RowError error = outcome == Outcome.FAILED ? failure.of(line, new Slice(bytes, offset, length)) : null;
        boolean forNow = error != null && Failure.forNow(line, error);
        if (wins(position, outcome, rank(outcome, forNow), valid ? line.content(bytes, offset) : 0)) {
            entries.put(position, file, outcome, at, length);
            if (valid) {
                describe(position, outcome, offset);
                entries.putStatus(position, error == null ? line.httpStatus : error.httpStatus());
                entries.addFlags(position, forNow ? Entries.FOR_NOW : 0);
            }
        }
    }

    /** The last line, where it has no end of its own: if it is not whole, it says nothing of its request. */
    void addLast(long at, byte[] bytes, int offset, int length) throws IOException {
        if (line.parse(bytes, offset, length)) {
            add(at, bytes, offset, length);
        } else {
            invalidLines++;
        }
    }

    /** A line of which only the beginning was kept. */
    void addOverlong(long at, byte[] bytes, int offset, int length, long lineLength) throws IOException {
        line.parse(bytes, offset, length);
        int position = position(false);
        if (position >= 0 && wins(position, Outcome.INVALID, rank(Outcome.INVALID, false), 0)) {
            entries.put(position, file, Outcome.INVALID, at, lineLength);
        }
    }

    /** Takes over what stands for its request more than what is here. */
    void merge(FileIndex other) {
        duplicates += other.duplicates;
        conflicting += other.conflicting;
        foreign += other.foreign;
        invalidLines += other.invalidLines;
        other.foreignIds.forEach(this::remember);
        for (int i = 0; i < contents.length; i++) {
            Outcome theirs = other.entries.outcome(i);
            if (theirs != Outcome.MISSING && wins(i, theirs, other.rank(i), other.contents[i])) {
                entries.copy(i, other.entries);
            }
        }
    }

    private int position(boolean valid) throws IOException {
        invalidLines += valid ? 0 : 1;
        if (line.idLength < 0) {
            return -1;
        }
        int position = ids.find(line.id, line.idOffset, line.idLength);
        if (position < 0) {
            foreign++;
            int shown = Math.min(ID_SHOWN, line.idLength);
            remember(new String(line.id, line.idOffset, shown, StandardCharsets.UTF_8));
        }
        return position;
    }

    private void remember(String id) {
        if (foreignIds.size() < REMEMBERED) {
            foreignIds.add(id);
        }
    }

    private boolean wins(int position, Outcome outcome, int rank, long content) {
        Outcome before = entries.outcome(position);
        if (before != Outcome.MISSING) {
            duplicates++;
            if (contents[position] != content || before != outcome) {
                conflicting++;
            }
        }
        boolean wins = rank > rank(position);
        if (wins) {
            contents[position] = content;
        }
        return wins;
    }

    private int rank(int position) {
        return rank(entries.outcome(position), entries.has(position, Entries.FOR_NOW));
    }

    /** A failure that was perhaps paid stands before one that may be bought again. */
    private static int rank(Outcome outcome, boolean forNow) {
        return 2 * outcome.rank() + (outcome == Outcome.FAILED && !forNow ? 1 : 0);
    }

    private void describe(int position, Outcome outcome, int offset) {
        int flags = line.bodyIsText ? Entries.BODY_IS_TEXT : 0;
        flags |= line.verdict() == Verdict.REFUSED ? Entries.REFUSED : 0;
        entries.putBody(position, line.bodyStart, line.bodyLength);
        if (outcome == Outcome.SUCCEEDED) {
            flags |= output(position, offset);
        }
        entries.addFlags(position, flags);
        for (int i = 0; i < line.answer.usage.length; i++) {
            entries.putUsage(position, i, line.answer.usage[i]);
        }
    }

    /** Where the output stands, of an answer that has one. */
    private int output(int position, int offset) {
        Found found = line.answer.found;
        boolean calls = found.answersByCalls();
        Places places = calls ? found.calls : found.outputs;
        int start = places.starts[0];
        boolean value = !calls && AnswerWalk.isValue(line.answer.bytes, start);
        int flags = (calls ? Entries.CALLS : 0) | (value ? Entries.VALUE : 0);
        if (line.bodyIsText || places.count > 1 || calls && line.answer.callsStandAlone()) {
            entries.putOutput(position, 0, 0);
            return flags | Entries.COMPOSITE;
        }
        int length = places.length(0);
        entries.putOutput(position, start - offset, length);
        boolean escaped =
                !calls && !value && Scan.find(line.answer.bytes, start, start + length, '\\') < start + length;
        return flags | (escaped ? Entries.ESCAPED : 0);
    }

    OutcomeCounts counts() {
        int[] outcomes = new int[Outcome.values().length];
        int silent = 0;
        Map<Spent, TokenSums> tokens = new EnumMap<>(Spent.class);
        for (int i = 0; i < contents.length; i++) {
            Outcome outcome = entries.outcome(i);
            outcomes[outcome.ordinal()]++;
            TokenSums used = TokenSums.of(entries.usage(i), shape);
            if (used != null) {
                tokens.merge(Spent.of(outcome, used), used, TokenSums::plus);
            } else if (wasAnswered(outcome, entries.httpStatus(i))) {
                silent++;
            }
        }
        return new OutcomeCounts(
                outcomes[Outcome.SUCCEEDED.ordinal()],
                outcomes[Outcome.FAILED.ordinal()],
                outcomes[Outcome.EXPIRED.ordinal()],
                outcomes[Outcome.CANCELLED.ordinal()],
                outcomes[Outcome.MISSING.ordinal()],
                outcomes[Outcome.INVALID.ordinal()],
                duplicates,
                conflicting,
                foreign,
                invalidLines,
                silent,
                tokens);
    }

    private static boolean wasAnswered(Outcome outcome, int httpStatus) {
        return switch (outcome) {
            case SUCCEEDED, INVALID -> true;
            case FAILED -> httpStatus / 100 == 2;
            case MISSING, EXPIRED, CANCELLED -> false;
        };
    }
}
