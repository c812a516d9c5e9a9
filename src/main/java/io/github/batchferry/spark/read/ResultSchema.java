package io.github.batchferry.spark.read;

import io.github.batchferry.spark.ResultColumn;
import io.github.batchferry.spark.ResultColumns;
import io.github.batchferry.spark.read.output.Output;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The types of the columns that a job has. */
final class ResultSchema {
    private static final StructType ERROR = new StructType()
            .add("code", DataTypes.StringType)
            .add("message", DataTypes.StringType)
            .add("type", DataTypes.StringType)
            .add("param", DataTypes.StringType)
            .add("http_status", DataTypes.IntegerType);
    private static final StructType USAGE = new StructType()
            .add("input_tokens", DataTypes.LongType)
            .add("cached_tokens", DataTypes.LongType)
            .add("output_tokens", DataTypes.LongType)
            .add("reasoning_tokens", DataTypes.LongType)
            .add("total_tokens", DataTypes.LongType);

    private ResultSchema() {}

    /** The input's own columns, then ours. */
    static StructType of(JobLayout layout) {
        StructType schema = layout.input();
        for (ResultColumn column : ResultColumns.of(layout.output(), layout.customIdColumn())) {
            boolean never = column == ResultColumn.CUSTOM_ID || column == ResultColumn.STATUS;
            schema = schema.add(layout.resultPrefix() + column.columnName(), type(column, layout), !never);
        }
        return schema;
    }

    private static DataType type(ResultColumn column, JobLayout layout) {
        return switch (column) {
            case CUSTOM_ID, STATUS, RESPONSE -> DataTypes.StringType;
            case ERROR -> ERROR;
            case USAGE -> USAGE;
            case OUTPUT -> Output.of(layout.output()).type();
            case TOOL_CALLS -> ToolCallsColumn.TYPE;
        };
    }
}
