package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.PlannedBatch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we write into a batch's metadata, so that it can be told whose it is from the server's list alone. */
final class Metadata {
    private static final String JOB = "batchferry_job";
    private static final String BATCH = "batchferry_batch";
    private static final String MODEL = "batchferry_model";
    private static final String TOKENS = "batchferry_tokens";
    private static final String REQUESTS = "batchferry_requests";
    private static final int LONGEST_VALUE = 512;

    private Metadata() {}

    static Map<String, String> of(JobState state, PlannedBatch batch, long tokens, Map<String, String> users) {
        Map<String, String> metadata = new LinkedHashMap<>(users);
        metadata.put(JOB, jobName(state));
        metadata.put(BATCH, Integer.toString(batch.number()));
        if (batch.model().length() <= LONGEST_VALUE) {
            metadata.put(MODEL, batch.model());
        }
        metadata.put(TOKENS, Long.toString(tokens));
        metadata.put(REQUESTS, Integer.toString(batch.requests()));
        return metadata;
    }

    /** Whether the batch was bought, or tried to be, as this batch of this job. */
    static boolean names(Batch remote, JobState state, int number) {
        return jobName(state).equals(remote.metadata().get(JOB))
                && Integer.toString(number).equals(remote.metadata().get(BATCH));
    }

    /** The batch of this job as which it was bought, or tried to be; null for none. */
    static @Nullable BatchState batch(Batch remote, JobState state) {
        String number = remote.metadata().get(BATCH);
        if (number == null || !jobName(state).equals(remote.metadata().get(JOB))) {
            return null;
        }
        try {
            return state.batch(Integer.parseInt(number)).orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** What a batch of any of our jobs puts on the queue of its model; null where it is none of ours. */
    static @Nullable QueueLoad load(Batch remote) {
        String model = remote.metadata().get(MODEL);
        try {
            return model == null
                    ? null
                    : new QueueLoad(
                            model,
                            Long.parseLong(remote.metadata().getOrDefault(TOKENS, "0")),
                            Long.parseLong(remote.metadata().getOrDefault(REQUESTS, "0")));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Tells a batch of any of our jobs from all others. */
    static String key(Batch remote) {
        return remote.metadata().get(JOB) + "/" + remote.metadata().get(BATCH);
    }

    static String key(JobState state, int number) {
        return jobName(state) + "/" + number;
    }

    /** The name of a job at the provider: that of its first write. */
    static String jobName(JobState state) {
        return state.writes().iterator().next().write();
    }
}
