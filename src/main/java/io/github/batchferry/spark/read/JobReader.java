package io.github.batchferry.spark.read;

import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.join.JoinedRows;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/** Turns joined rows into Spark's. A row holds until the next one is asked. */
final class JobReader implements PartitionReader<InternalRow> {
    private final StatusFilter filter;
    private final boolean all;
    private final JoinedRows rows;
    private final ColumnValue[] columns;
    private final UnsafeRow input;
    private final Object[] values;
    private final GenericInternalRow out;
    private @Nullable JoinedRow row;

    JobReader(
            JobStore store,
            JobLayout layout,
            StructType required,
            StatusFilter filter,
            ProviderPrices prices,
            SnapshotPartition partition) {
        this.filter = filter;
        all = filter.isAll();
        Endpoint endpoint = Endpoints.of(layout.endpoint()).orElseThrow();
        AnswerRules rules = AnswerRules.of(endpoint, layout.output());
        rows = new JoinedRows(store, rules, layout.extent(required), partition.task());
        StructField[] fields = required.fields();
        columns = new ColumnValue[fields.length];
        for (int i = 0; i < fields.length; i++) {
            columns[i] = ColumnValue.of(fields[i], layout, prices);
        }
        input = new UnsafeRow(layout.input().length());
        values = new Object[fields.length];
        out = new GenericInternalRow(values);
    }

    @Override
    public boolean next() throws IOException {
        do {
            row = rows.next();
        } while (row != null && !all && !filter.accepts(row.status()));
        return row != null;
    }

    @Override
    public InternalRow get() {
        JoinedRow current = Objects.requireNonNull(row);
        input.pointTo(current.bytes(), Platform.BYTE_ARRAY_OFFSET + current.offset(), current.length());
        try {
            for (int i = 0; i < columns.length; i++) {
                values[i] = columns[i].of(input, current);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a result: " + e.getMessage(), e);
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
