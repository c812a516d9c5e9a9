package io.github.batchferry.job.dryrun;

import org.jspecify.annotations.Nullable;

/**
 * What a server would say about a batch before it runs.
 *
 * @param position of the line in the batch, from 0; null where it is about the whole batch
 * @param customId of the line, where it has one that can be read
 */
record Complaint(@Nullable Integer position, @Nullable String customId, String code, String reason) {}
