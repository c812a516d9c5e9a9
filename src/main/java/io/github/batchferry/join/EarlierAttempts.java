package io.github.batchferry.join;

import io.github.batchferry.ledger.Reason;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Why requests that have no answer in the end had none before. */
final class EarlierAttempts implements Closeable {
    private final Map<Integer, BatchAnswers> batches;
    private final OpenAnswers answers;

    EarlierAttempts(Map<Integer, BatchAnswers> batches, OpenAnswers answers) {
        this.batches = batches;
        this.answers = answers;
    }

    /** The last error, with the reasons of the attempts before it. */
    RowError add(RowError last, Segment[] earlier, int line, @Nullable BatchAnswers current) throws IOException {
        StringJoiner reasons = new StringJoiner(", ");
        for (Segment segment : earlier) {
            BatchAnswers batch = batches.get(segment.batch());
            boolean before = current == null || batch != null && batch.number() < current.number();
            if (batch != null && before && segment.from() <= line && line < segment.to()) {
                reasons.add("attempt " + batch.attempt() + ": " + reason(batch, segment, line));
            }
        }
        return reasons.length() == 0
                ? last
                : new RowError(
                        last.code(),
                        (last.message() == null ? "" : last.message() + " ") + "(before: " + reasons + ")",
                        last.type(),
                        last.param(),
                        last.httpStatus());
    }

    private @Nullable String reason(BatchAnswers batch, Segment segment, int line) throws IOException {
        int position = segment.position() + line - segment.from();
        if (batch.index() != null) {
            AnswerReader reader = answers.at(batch, position, position + 1);
            RowError error = reader.outcome() == Outcome.MISSING ? null : reader.error();
            if (error != null) {
                return error.code() != null ? error.code() : "HTTP " + error.httpStatus();
            }
        }
        Reason absent = batch.lineReasons().getOrDefault(position, batch.absent());
        return absent.code();
    }

    @Override
    public void close() throws IOException {
        answers.close();
    }
}
