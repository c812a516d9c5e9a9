package io.github.batchferry.join;

import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.request.Rejection;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.store.JobStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The row that is being read: its staged bytes, and what became of its request. */
public final class JoinedRow implements Closeable {
    private static final Segment[] NONE = {};
    private static final Reason INVALID_LINE = new Reason(
            RowStatus.FAILED, "invalid_result_line", "the result line of this request cannot be read", null, null);

    private final JobStore store;
    private final OpenAnswers answers;
    private final Map<Integer, BatchAnswers> batches;
    private final Reason unplanned;
    private final EarlierAttempts earlierAttempts;
    private final Utf8 customId = new Utf8();
    private Map<Integer, Segment[]> segments = Map.of();
    private Map<Integer, Segment[]> earlier = Map.of();
    private @Nullable Segment segment;
    private @Nullable BatchAnswers segmentBatch;
    private int segmentShard;
    private @Nullable GeneratedIds generated;
    private long rowNumber;
    private @Nullable RowsReader row;
    private @Nullable BatchAnswers batch;
    private @Nullable AnswerReader answer;
    private @Nullable Reason reason;
    private RowStatus status = RowStatus.PENDING;

    JoinedRow(JobStore store, AnswerRules rules, Extent extent, JoinTask task) {
        this.store = store;
        answers = new OpenAnswers(store, rules, extent);
        batches = task.batches();
        unplanned = task.unplanned();
        earlierAttempts = new EarlierAttempts(batches, new OpenAnswers(store, rules, Extent.LINE));
    }

    void enter(RowsSlice slice) {
        segments = slice.segments();
        earlier = slice.earlier();
        segment = null;
        generated = new GeneratedIds(slice.write(), slice.part());
    }

    void moveTo(RowsReader next, long number) throws IOException {
        row = next;
        rowNumber = number;
        batch = null;
        answer = null;
        reason = null;
        if (next.shard() < 0) {
            status = RowStatus.FAILED;
            return;
        }
        locate(next.shard(), next.line());
        if (segment == null || segmentBatch == null) {
            reason = unplanned;
            status = unplanned.status();
            return;
        }
        batch = segmentBatch;
        find(segmentBatch, segment, next.line());
    }

    private void find(BatchAnswers from, Segment segment, int line) throws IOException {
        int position = segment.position() + line - segment.from();
        if (PositionRange.contain(from.again(), position)) {
            reason = Reason.pending(
                    "goes_again",
                    "attempt " + from.attempt() + " brought no answer; it is bought again when the job goes on");
            status = reason.status();
            return;
        }
        AnswerReader reader = null;
        Outcome outcome = Outcome.MISSING;
        if (from.index() != null) {
            reader = answers.at(from, position, segment.position() + segment.to() - segment.from());
            outcome = reader.outcome();
        }
        switch (outcome) {
            case MISSING -> reason = from.lineReasons().getOrDefault(position, from.absent());
            case INVALID -> reason = INVALID_LINE;
            default -> answer = reader;
        }
        status = reason == null ? outcome.status() : reason.status();
    }

    /** The row as it was staged, from {@link #offset} on, {@link #length} bytes. */
    public byte[] bytes() {
        return reader().bytes();
    }

    public int offset() {
        return reader().offset();
    }

    public int length() {
        return reader().length();
    }

    private RowsReader reader() {
        return Objects.requireNonNull(row);
    }

    public RowStatus status() {
        return status;
    }

    public Utf8 customId() {
        if (generated != null) {
            generated.point(rowNumber, customId);
        }
        return customId;
    }

    /** The batch that holds its request; null where none does, or the row has no request. */
    public @Nullable BatchAnswers batch() {
        return batch;
    }

    /** Where the server's line about this request stands; null where there is none. */
    public @Nullable AnswerReader answer() {
        return answer;
    }

    /** The pictures or videos of its answer, with absolute paths; empty where nobody has looked at them. */
    public List<ShownAsset> assets() throws IOException {
        List<Asset> assets = succeeded() ? answers.assets() : List.of();
        return assets.isEmpty()
                ? List.of()
                : assets.stream().map(asset -> ShownAsset.of(asset, store)).toList();
    }

    public boolean succeeded() {
        return answer != null && status == RowStatus.SUCCEEDED;
    }

    /** Why there is no answer, with the reasons of earlier attempts; null where there is an answer, or nothing to say yet. */
    public @Nullable RowError error() throws IOException {
        RowError last = lastError();
        Segment[] before = earlier.getOrDefault(segmentShard, NONE);
        return last == null || row == null || row.shard() < 0 || before.length == 0
                ? last
                : earlierAttempts.add(last, before, row.line(), batch);
    }

    private @Nullable RowError lastError() throws IOException {
        if (row != null && row.shard() < 0) {
            Rejection rejection = row.rejection();
            return new RowError(rejection.code(), rejection.message(), "invalid_request", rejection.param(), 0);
        }
        if (reason != null) {
            return reason.code() == null && reason.message() == null
                    ? null
                    : new RowError(reason.code(), reason.message(), reason.type(), reason.param(), reason.httpStatus());
        }
        return answer == null || succeeded() ? null : answer.error();
    }

    @Override
    public void close() throws IOException {
        answers.close();
        earlierAttempts.close();
    }

    /** Neighbouring rows mostly go to the same place. */
    private void locate(int shard, int line) {
        if (segment == null || shard != segmentShard || line < segment.from() || line >= segment.to()) {
            segmentShard = shard;
            segment = segment(shard, line);
            segmentBatch = segment == null ? null : batches.get(segment.batch());
        }
    }

    private @Nullable Segment segment(int shard, int line) {
        Segment[] of = segments.getOrDefault(shard, NONE);
        int low = 0;
        int high = of.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (line < of[middle].from()) {
                high = middle - 1;
            } else if (line >= of[middle].to()) {
                low = middle + 1;
            } else {
                return of[middle];
            }
        }
        return null;
    }
}
