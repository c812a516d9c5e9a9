package io.github.batchferry.spark;

import io.github.batchferry.UserException;
import io.github.batchferry.request.OutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns that a job adds to the input's own. */
public final class ResultColumns {
    public static final String CUSTOM_ID = "custom_id";

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

    private ResultColumns() {}

    /** In their order, hidden ones excluded. */
    public static List<ResultColumn> of(OutputType output, @Nullable String customIdColumn) {
        List<ResultColumn> columns = new ArrayList<>(List.of(ResultColumn.values()));
        if (customIdColumn != null) {
            columns.remove(ResultColumn.CUSTOM_ID);
        }
        return columns;
    }

    public static DataType type(ResultColumn column, OutputType output) {
        return switch (column) {
            case CUSTOM_ID, STATUS, RESPONSE -> DataTypes.StringType;
            case ERROR -> ERROR;
            case USAGE -> USAGE;
            case OUTPUT ->
                switch (output) {
                    case TEXT -> DataTypes.StringType;
                    case VECTOR -> DataTypes.createArrayType(DataTypes.FloatType, false);
                    case VECTORS ->
                        DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType, false), false);
                };
        };
    }

    /** The input's own columns, then ours. */
    public static StructType schema(
            StructType input, OutputType output, @Nullable String customIdColumn, String prefix) {
        StructType schema = input;
        for (ResultColumn column : of(output, customIdColumn)) {
            boolean never = column == ResultColumn.CUSTOM_ID || column == ResultColumn.STATUS;
            schema = schema.add(prefix + column.columnName(), type(column, output), !never);
        }
        return schema;
    }

    /** @throws UserException where the input has a column of a name that we would add */
    public static void requireFree(
            StructType input, OutputType output, @Nullable String customIdColumn, String prefix) {
        List<String> taken = new ArrayList<>();
        for (StructField field : input.fields()) {
            for (ResultColumn column : of(output, customIdColumn)) {
                if (field.name()
                        .toLowerCase(Locale.ROOT)
                        .equals((prefix + column.columnName()).toLowerCase(Locale.ROOT))) {
                    taken.add("'" + field.name() + "'");
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new UserException("the input has columns whose names the results need: " + String.join(", ", taken)
                    + ". Rename them, or set option 'resultPrefix', such as 'answer_', which goes before the names of all"
                    + " result columns. Nothing was sent");
        }
    }
}
