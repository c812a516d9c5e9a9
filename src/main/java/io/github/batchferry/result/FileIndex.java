package io.github.batchferry.result;

import io.github.batchferry.request.AnswerShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of one file, each joined with its request; grows with the requests, never with the file. */
final class FileIndex {
    private static final int REMEMBERED = 10;
    private static final int ID_SHOWN = 100;

    private final ResultFile file;
    private final IdTable ids;
    private final LineParser line;
    final Entries entries;
    final long[] contents;
    final List<String> foreignIds = new ArrayList<>();
    long duplicates;
    long conflicting;
    long foreign;
    long invalidLines;

    FileIndex(ResultFile file, AnswerShape shape, IdTable ids) {
        this.file = file;
        this.ids = ids;
        this.line = new LineParser(shape);
        this.entries = Entries.missing(ids.size());
        this.contents = new long[ids.size()];
    }

    /** One line, without its end. */
    void add(long at, byte[] bytes, int offset, int length) throws IOException {
        boolean valid = line.parse(bytes, offset, length);
        Outcome outcome = valid ? line.outcome() : Outcome.INVALID;
        int position = position(valid);
        if (position >= 0 && wins(position, outcome, valid ? line.content(bytes, offset) : 0)) {
            entries.put(position, file, outcome, at, length);
            if (valid) {
                describe(position, outcome, bytes, offset);
            }
        }
    }

    /** A line of which only the beginning was kept. */
    void addOverlong(long at, byte[] bytes, int offset, int length, long lineLength) throws IOException {
        line.parse(bytes, offset, length);
        int position = position(false);
        if (position >= 0 && wins(position, Outcome.INVALID, 0)) {
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
            if (theirs != Outcome.MISSING && wins(i, theirs, other.contents[i])) {
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

    private boolean wins(int position, Outcome outcome, long content) {
        Outcome before = entries.outcome(position);
        if (before != Outcome.MISSING) {
            duplicates++;
            if (contents[position] != content || before != outcome) {
                conflicting++;
            }
        }
        boolean wins = outcome.rank() > before.rank();
        if (wins) {
            contents[position] = content;
        }
        return wins;
    }

    private void describe(int position, Outcome outcome, byte[] bytes, int offset) {
        int flags = outcome == Outcome.FAILED && line.failedForNow() ? Entries.FOR_NOW : 0;
        entries.putBody(position, line.bodyStart, line.bodyLength);
        AnswerWalk answer = line.answer;
        if (outcome == Outcome.SUCCEEDED) {
            flags |= answer.refused ? Entries.REFUSED : 0;
            if (answer.hits > 1) {
                flags |= Entries.COMPOSITE;
                entries.putOutput(position, 0, 0);
            } else if (answer.hits == 1) {
                int start = answer.starts[0];
                int length = answer.ends[0] - start;
                flags |= flagsOf(bytes, start, length);
                entries.putOutput(position, start - offset, length);
            }
        }
        for (int i = 0; i < answer.usage.length; i++) {
            entries.putUsage(position, i, answer.usage[i]);
        }
        entries.putStatus(position, line.httpStatus, flags);
    }

    private static int flagsOf(byte[] bytes, int start, int length) {
        if (AnswerWalk.isArray(bytes, start)) {
            return Entries.NUMBERS;
        }
        return Scan.find(bytes, start, start + length, '\\') < start + length ? Entries.ESCAPED : 0;
    }

    OutcomeCounts counts() {
        int[] outcomes = new int[Outcome.values().length];
        long[] tokens = new long[5];
        for (int i = 0; i < contents.length; i++) {
            outcomes[entries.outcome(i).ordinal()]++;
            for (int which = 0; which < tokens.length; which++) {
                tokens[which] += Math.max(0, entries.usage(i, which));
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
                tokens[0],
                tokens[1],
                tokens[2],
                tokens[3],
                tokens[4]);
    }
}
