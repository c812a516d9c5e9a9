package io.github.batchferry.spark.read;

import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.result.answer.Usage;
import io.github.batchferry.spark.ResultColumn;
import io.github.batchferry.spark.ResultColumns;
import io.github.batchferry.spark.read.output.Output;
import io.github.batchferry.spark.read.output.Strings;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** How a column of the result gets its value. */
@FunctionalInterface
interface ColumnValue {
    /** @param input the columns of the row as it was staged */
    @Nullable
    Object of(UnsafeRow input, JoinedRow row) throws IOException;

    /** @param wanted may have fewer fields than the job's own column of that name */
    static ColumnValue of(StructField wanted, JobLayout layout, ProviderPrices prices) {
        String name = wanted.name();
        for (ResultColumn column : ResultColumns.of(layout.output(), layout.customIdColumn())) {
            if (name.equals(layout.name(column))) {
                return result(column, wanted.dataType(), layout);
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
                return hidden(column, layout, prices);
            }
        }
        throw new IllegalArgumentException("a job has no column '" + name + "'");
    }

    private static ColumnValue result(ResultColumn column, DataType wanted, JobLayout layout) {
        return switch (column) {
            case CUSTOM_ID ->
                (input, row) -> {
                    Utf8 id = row.customId();
                    return UTF8String.fromBytes(id.bytes(), id.offset(), id.length());
                };
            case STATUS -> {
                Map<RowStatus, UTF8String> words = new EnumMap<>(RowStatus.class);
                for (RowStatus status : RowStatus.values()) {
                    words.put(status, UTF8String.fromString(status.word()));
                }
                yield (input, row) -> words.get(row.status());
            }
            case OUTPUT -> {
                Output output = Output.of(layout.output(), wanted);
                yield (input, row) -> row.succeeded() ? output.of(answer(row), row.assets()) : null;
            }
            case ERROR -> (input, row) -> error(row.error());
            case USAGE -> {
                UsageStruct struct = new UsageStruct();
                yield (input, row) -> {
                    Usage usage = row.answer() == null ? null : answer(row).usage();
                    return usage == null ? null : struct.of(usage);
                };
            }
            case RESPONSE ->
                (input, row) ->
                        row.answer() == null ? null : Strings.of(answer(row).response());
            case TOOL_CALLS ->
                (input, row) -> row.succeeded() ? ToolCallsColumn.of(answer(row).toolCalls()) : null;
        };
    }

    private static ColumnValue hidden(HiddenColumn column, JobLayout layout, ProviderPrices prices) {
        return switch (column) {
            case BATCH_ID ->
                (input, row) ->
                        row.batch() == null ? null : Strings.of(row.batch().batchId());
            case REQUEST_ID ->
                (input, row) ->
                        row.answer() == null ? null : Strings.of(answer(row).requestId());
            case ATTEMPT ->
                (input, row) -> row.batch() == null ? null : row.batch().attempt();
            case FINISH_REASON ->
                (input, row) ->
                        row.answer() == null ? null : Strings.of(answer(row).finishReason());
            case REFUSAL ->
                (input, row) ->
                        row.answer() == null ? null : Strings.of(answer(row).refusal());
            case COST -> {
                Endpoint endpoint = Endpoints.of(layout.endpoint()).orElseThrow();
                CostColumn cost = new CostColumn(prices, endpoint.answer());
                yield (input, row) -> cost.of(row);
            }
            case MODEL ->
                (input, row) -> {
                    String answered = row.answer() == null ? null : answer(row).model();
                    return answered != null || row.batch() == null
                            ? Strings.of(answered)
                            : Strings.of(row.batch().model());
                };
        };
    }

    private static AnswerReader answer(JoinedRow row) {
        return java.util.Objects.requireNonNull(row.answer());
    }

    private static @Nullable Object error(@Nullable RowError error) {
        return error == null
                ? null
                : new GenericInternalRow(new Object[] {
                    Strings.of(error.code()),
                    Strings.of(error.message()),
                    Strings.of(error.type()),
                    Strings.of(error.param()),
                    error.httpStatus() == 0 ? null : error.httpStatus()
                });
    }
}
