package io.github.batchferry.spark;

import io.github.batchferry.UserException;
import io.github.batchferry.request.endpoint.OutputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns that a job adds to the input's own. */
public final class ResultColumns {
    public static final String CUSTOM_ID = "custom_id";

    private ResultColumns() {}

    /** In their order, hidden ones excluded. */
    public static List<ResultColumn> of(OutputSpec output, @Nullable String customIdColumn) {
        List<ResultColumn> columns = new ArrayList<>(List.of(ResultColumn.values()));
        if (customIdColumn != null) {
            columns.remove(ResultColumn.CUSTOM_ID);
        }
        if (output.toolCalls() == OutputSpec.ToolCalls.IN_OUTPUT) {
            columns.remove(ResultColumn.TOOL_CALLS);
        }
        return columns;
    }

    /** @throws UserException where the input has a column of a name that we would add */
    public static void requireFree(
            StructType input, OutputSpec output, @Nullable String customIdColumn, String prefix) {
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
