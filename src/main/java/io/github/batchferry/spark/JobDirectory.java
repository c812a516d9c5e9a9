package io.github.batchferry.spark;

import io.github.batchferry.UserException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Where a DataFrame's options say that the job is. */
public final class JobDirectory {
    private JobDirectory() {}

    /** Paths resolve as in {@code df.write.parquet}. */
    public static StoreHandle of(SparkSession session, Map<String, String> options) {
        @Nullable String path = null;
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (option.getKey().equalsIgnoreCase("path")) {
                path = option.getValue();
            }
        }
        if (path == null || path.isBlank()) {
            throw new UserException(
                    "no job directory is given: write df.write.format(\"openai-batch\").save(\"/path/of/job\")"
                            + " or spark.read.format(\"openai-batch\").load(\"/path/of/job\")");
        }
        return new StoreHandle(path, session.sessionState().newHadoopConf());
    }
}
