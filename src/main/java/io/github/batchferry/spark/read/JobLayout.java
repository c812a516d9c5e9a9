package io.github.batchferry.spark.read;

import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.result.Extent;
import io.github.batchferry.spark.ResultColumn;
import io.github.batchferry.spark.read.output.Output;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Which columns a job has. */
record JobLayout(
        StructType input, OutputSpec output, @Nullable String customIdColumn, String resultPrefix, String endpoint)
        implements Serializable {
    StructType schema() {
        return ResultSchema.of(this);
    }

    /** How much of a result line these columns need. */
    Extent extent(StructType required) {
        Set<String> names = Set.of(required.fieldNames());
        boolean wholeLine = names.contains(name(ResultColumn.RESPONSE))
                || names.contains(name(ResultColumn.TOOL_CALLS))
                || names.contains(name(ResultColumn.OUTPUT))
                        && Output.of(output).extent() == Extent.LINE
                || names.contains(HiddenColumn.REQUEST_ID.columnName())
                || names.contains(HiddenColumn.FINISH_REASON.columnName())
                || names.contains(HiddenColumn.MODEL.columnName());
        return wholeLine ? Extent.LINE : Extent.OUTPUT;
    }

    String name(ResultColumn column) {
        return resultPrefix + column.columnName();
    }
}
