package io.github.batchferry.spark.write;

import io.github.batchferry.request.RowValues;
import org.apache.spark.sql.catalyst.InternalRow;

/** Points the views of a request at what a row asks. */
@FunctionalInterface
interface PayloadReader {
    /** @param row with the columns that were added */
    void read(InternalRow row, RowValues into);
}
