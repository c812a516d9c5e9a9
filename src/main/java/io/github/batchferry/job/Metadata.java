package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import java.util.LinkedHashMap;
import java.util.Map;

/** What we write into a batch's metadata, so that it can be told whose it is from the server's list alone. */
final class Metadata {
    private static final String JOB = "batchferry_job";
    private static final String BATCH = "batchferry_batch";
    private static final String TOKENS = "batchferry_tokens";

    private Metadata() {}

    static Map<String, String> of(JobState state, PlannedBatch batch, Map<String, String> users) {
        Map<String, String> metadata = new LinkedHashMap<>(users);
        metadata.put(JOB, jobName(state));
        metadata.put(BATCH, Integer.toString(batch.number()));
        metadata.put(TOKENS, Long.toString(batch.tokens()));
        return metadata;
    }

    /** Whether the batch was bought, or tried to be, as this batch of this job. */
    static boolean names(Batch remote, JobState state, int number) {
        return jobName(state).equals(remote.metadata().get(JOB))
                && Integer.toString(number).equals(remote.metadata().get(BATCH));
    }

    /** The name of a job at the provider: that of its first write. */
    static String jobName(JobState state) {
        return state.writes().iterator().next().write();
    }
}
