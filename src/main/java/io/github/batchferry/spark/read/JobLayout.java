package io.github.batchferry.spark.read;

import io.github.batchferry.request.OutputType;
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
}
