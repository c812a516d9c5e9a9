package io.github.batchferry.job.collect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.notice.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletes the input files of collected batches at the provider: they are needed no more, and hold prompts. */
public final class Cleaner {
    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Set<Integer> failed;

    /** @param failed batches for which this driver tries no more */
    public Cleaner(Job job, BatchApi api, Notices notices, Set<Integer> failed) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.failed = failed;
    }

    public void clean() {
        if (!job.state().exists() || job.state().limits().inputFiles() == LimitTerms.InputFiles.KEEP) {
            return;
        }
        List<Event> cleaned = new ArrayList<>();
        for (BatchState batch : job.state().batches(BatchState.Phase.COLLECTED)) {
            String file = batch.fileId();
            if (file == null || !batch.needsCleaning() || failed.contains(batch.number())) {
                continue;
            }
            try {
                api.deleteFile(file);
                cleaned.add(new Event.Cleaned(batch.number(), List.of(file)));
            } catch (ExternalException e) {
                failed.add(batch.number());
                notices.warn("input file " + file + " of " + BatchName.of(batch.number())
                        + " is not needed any more and cannot be deleted: " + e.getMessage());
            }
        }
        if (!cleaned.isEmpty()) {
            job.append(cleaned);
        }
    }
}
