package io.github.batchferry.spark.read;

import io.github.batchferry.join.JoinTask;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task of Spark reads. */
record SnapshotPartition(JoinTask task) implements InputPartition {
    @Override
    public String toString() {
        return task.toString();
    }
}
