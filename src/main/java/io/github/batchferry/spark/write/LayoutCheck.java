package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import java.util.Map;

/** What a writer was told of the layout of files. A job has its own. */
final class LayoutCheck {
    private static final Map<String, String> OF_SPARK = Map.of(
            "__partition_columns", "partitionBy",
            "__clustering_columns", "clusterBy");

    private LayoutCheck() {}

    /** @throws UserException where {@code partitionBy} or {@code clusterBy} was called */
    static void require(Map<String, String> given) {
        for (String option : given.keySet()) {
            OF_SPARK.forEach((key, call) -> {
                if (option.equalsIgnoreCase(key)) {
                    throw new UserException(
                            call + "(...) has no meaning for a job, which keeps rows in the order in which"
                                    + " they were written: leave it out, and partition or sort what you read from the job."
                                    + " Nothing was sent");
                }
            });
        }
    }
}
