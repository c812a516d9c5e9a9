package io.github.batchferry.spark.read;

import io.github.batchferry.request.OutputType;
import io.github.batchferry.result.Extent;
import io.github.batchferry.spark.ResultColumn;
import io.github.batchferry.spark.ResultColumns;
import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Which columns a job has. */
record JobLayout(
        StructType input, OutputType output, @Nullable String customIdColumn, String resultPrefix, String endpoint)
        implements Serializable {
    StructType schema() {
        return ResultColumns.schema(input, output, customIdColumn, resultPrefix);
    }

    /** How much of a result line these columns need. */
    Extent extent(StructType required) {
        for (String name : required.fieldNames()) {
            boolean wholeLine = name.equals(resultPrefix + ResultColumn.RESPONSE.columnName())
                    || name.equals(HiddenColumn.REQUEST_ID.columnName())
                    || name.equals(HiddenColumn.FINISH_REASON.columnName())
                    || name.equals(HiddenColumn.MODEL.columnName());
            if (wholeLine) {
                return Extent.LINE;
            }
        }
        return Extent.OUTPUT;
    }
}
