package io.github.batchferry.spark.write;

import io.github.batchferry.shard.StagedPart;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.jspecify.annotations.Nullable;

/** What a committed task staged; nothing where it had no rows. */
record StagedMessage(@Nullable StagedPart part) implements WriterCommitMessage {}
