package io.github.batchferry.join;

import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.store.JobStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Walks through the staged rows of a task in their order, and finds what became of the request of each. */
public final class JoinedRows implements Closeable {
    private final JobStore store;
    private final JoinTask task;
    private final JoinedRow current;
    private @Nullable RowsReader rows;
    private @Nullable String rowsFile;
    private int nextSlice;
    private long left;
    private long rowNumber;

    /** @param extent how much of each result line is read */
    public JoinedRows(JobStore store, AnswerRules rules, Extent extent, JoinTask task) {
        this.store = store;
        this.task = task;
        current = new JoinedRow(store, rules, extent, task);
    }

    /** The next row, which holds until the one after it is asked for; null at the end. */
    public @Nullable JoinedRow next() throws IOException {
        while (left == 0) {
            if (!openNextSlice()) {
                return null;
            }
        }
        RowsReader reader = Objects.requireNonNull(rows);
        reader.next();
        left--;
        current.moveTo(reader, rowNumber++);
        return current;
    }

    private boolean openNextSlice() throws IOException {
        if (nextSlice == task.slices().size()) {
            return false;
        }
        RowsSlice slice = task.slices().get(nextSlice++);
        if (rows == null || !slice.rowsFile().equals(rowsFile)) {
            if (rows != null) {
                rows.close();
            }
            rows = RowsReader.open(store, slice.rowsFile(), slice.rowsBytes());
            rowsFile = slice.rowsFile();
        }
        rows.seek(slice.start());
        left = slice.rows();
        rowNumber = slice.start().row();
        current.enter(slice);
        return true;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
        current.close();
    }
}
