package io.github.batchferry.spark.read;

import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Walks through staged rows in their order and puts the answer beside each. A row holds until the next one is asked. */
final class JobReader implements PartitionReader<InternalRow> {
    private final JobStore store;
    private final StatusFilter filter;
    private final boolean all;
    private final SnapshotPartition partition;
    private final CurrentRow current;
    private final ColumnValue[] columns;
    private final Object[] values;
    private final GenericInternalRow out;
    private @Nullable RowsReader rows;
    private @Nullable String rowsFile;
    private int nextSlice;
    private long left;
    private long rowNumber;

    JobReader(JobStore store, JobLayout layout, StructType required, StatusFilter filter, SnapshotPartition partition) {
        this.store = store;
        this.filter = filter;
        all = filter.isAll();
        this.partition = partition;
        current = new CurrentRow(store, layout, required, partition);
        StructField[] fields = required.fields();
        columns = new ColumnValue[fields.length];
        for (int i = 0; i < fields.length; i++) {
            columns[i] = ColumnValue.of(fields[i].name(), layout);
        }
        values = new Object[fields.length];
        out = new GenericInternalRow(values);
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            while (left == 0) {
                if (!openNextSlice()) {
                    return false;
                }
            }
            RowsReader reader = java.util.Objects.requireNonNull(rows);
            reader.next();
            left--;
            current.moveTo(reader, rowNumber++);
            if (all || filter.accepts(current.status())) {
                return true;
            }
        }
    }

    @Override
    public InternalRow get() {
        try {
            for (int i = 0; i < columns.length; i++) {
                values[i] = columns[i].of(current);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read a result: " + e.getMessage(), e);
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
        current.close();
    }

    private boolean openNextSlice() throws IOException {
        if (nextSlice == partition.slices().size()) {
            return false;
        }
        RowsSlice slice = partition.slices().get(nextSlice++);
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
}
