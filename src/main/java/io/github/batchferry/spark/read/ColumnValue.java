package io.github.batchferry.spark.read;

import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.RowError;
import io.github.batchferry.result.Slice;
import io.github.batchferry.result.Usage;
import io.github.batchferry.spark.ResultColumn;
import java.io.IOException;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** How a column of the result gets its value. */
@FunctionalInterface
interface ColumnValue {
    /** @param input the columns of the row as it was staged */
    @Nullable
    Object of(UnsafeRow input, JoinedRow row) throws IOException;

    static ColumnValue of(String name, JobLayout layout) {
        for (ResultColumn column : ResultColumn.values()) {
            boolean added = column != ResultColumn.CUSTOM_ID || layout.customIdColumn() == null;
            if (added && name.equals(layout.resultPrefix() + column.columnName())) {
                return result(column, layout);
            }
        }
        for (int i = 0; i < layout.input().length(); i++) {
            if (layout.input().fields()[i].name().equals(name)) {
                int ordinal = i;
                DataType type = layout.input().fields()[i].dataType();
                return (input, row) -> input.isNullAt(ordinal) ? null : input.get(ordinal, type);
            }
        }
        for (HiddenColumn column : HiddenColumn.values()) {
            if (column.columnName().equals(name)) {
                return hidden(column);
            }
        }
        throw new IllegalArgumentException("a job has no column '" + name + "'");
    }

    private static ColumnValue result(ResultColumn column, JobLayout layout) {
        return switch (column) {
            case CUSTOM_ID ->
                (input, row) -> {
                    Utf8 id = row.customId();
                    return UTF8String.fromBytes(id.bytes(), id.offset(), id.length());
                };
            case STATUS -> (input, row) -> UTF8String.fromString(row.status());
            case OUTPUT ->
                switch (layout.output()) {
                    case TEXT ->
                        (input, row) -> row.succeeded() ? string(answer(row).text()) : null;
                    case VECTOR ->
                        (input, row) -> row.succeeded() ? vector(answer(row).vector()) : null;
                    case VECTORS ->
                        (input, row) -> row.succeeded() ? vectors(answer(row).vectors()) : null;
                };
            case ERROR -> (input, row) -> error(row.error());
            case USAGE -> {
                UsageStruct struct = new UsageStruct();
                yield (input, row) -> {
                    Usage usage = row.answer() == null ? null : answer(row).usage();
                    return usage == null ? null : struct.of(usage);
                };
            }
            case RESPONSE ->
                (input, row) -> row.answer() == null ? null : string(answer(row).response());
        };
    }

    private static ColumnValue hidden(HiddenColumn column) {
        return switch (column) {
            case BATCH_ID ->
                (input, row) -> row.batch() == null ? null : string(row.batch().batchId());
            case REQUEST_ID ->
                (input, row) -> row.answer() == null ? null : string(answer(row).requestId());
            case ATTEMPT ->
                (input, row) -> row.batch() == null ? null : row.batch().attempt();
            case FINISH_REASON ->
                (input, row) -> row.answer() == null ? null : string(answer(row).finishReason());
            case REFUSAL ->
                (input, row) -> row.answer() == null ? null : string(answer(row).refusal());
            case MODEL ->
                (input, row) -> {
                    String answered = row.answer() == null ? null : answer(row).model();
                    return answered != null || row.batch() == null
                            ? string(answered)
                            : string(row.batch().model());
                };
        };
    }

    private static AnswerReader answer(JoinedRow row) {
        return java.util.Objects.requireNonNull(row.answer());
    }

    private static @Nullable UTF8String string(@Nullable String text) {
        return text == null ? null : UTF8String.fromString(text);
    }

    private static @Nullable UTF8String string(@Nullable Slice slice) {
        return slice == null ? null : UTF8String.fromBytes(slice.array(), slice.offset(), slice.length());
    }

    private static @Nullable Object vector(float @Nullable [] vector) {
        return vector == null ? null : UnsafeArrayData.fromPrimitiveArray(vector);
    }

    private static @Nullable Object vectors(float @Nullable [][] vectors) {
        if (vectors == null) {
            return null;
        }
        Object[] arrays = new Object[vectors.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = UnsafeArrayData.fromPrimitiveArray(vectors[i]);
        }
        return new GenericArrayData(arrays);
    }

    private static @Nullable Object error(@Nullable RowError error) {
        return error == null
                ? null
                : new GenericInternalRow(new Object[] {
                    string(error.code()),
                    string(error.message()),
                    string(error.type()),
                    string(error.param()),
                    error.httpStatus() == 0 ? null : error.httpStatus()
                });
    }
}
