package io.github.batchferry.job.collect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.job.transfer.Transfer;
import io.github.batchferry.job.transfer.Transfers;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.notice.Notices;
import java.io.IOException;
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

    public void clean() throws IOException {
        if (!job.state().exists() || job.state().limits().inputFiles() == LimitTerms.InputFiles.KEEP) {
            return;
        }
        List<Event> cleaned = new ArrayList<>();
        try (Transfers transfers = new Transfers(job.state().limits().parallelTransfers())) {
            for (Deletion deletion : deletions(transfers)) {
                try {
                    deletion.call().outcome();
                    cleaned.add(new Event.Cleaned(deletion.batch(), List.of(deletion.file())));
                } catch (ExternalException e) {
                    failed.add(deletion.batch());
                    notices.warn("input file " + deletion.file() + " of " + BatchName.of(deletion.batch())
                            + " is not needed any more and cannot be deleted: " + e.getMessage());
                }
            }
        }
        if (!cleaned.isEmpty()) {
            job.append(cleaned);
        }
    }

    private List<Deletion> deletions(Transfers transfers) {
        List<Deletion> deletions = new ArrayList<>();
        for (BatchState batch : job.state().batches(BatchState.Phase.COLLECTED)) {
            String file = batch.fileId();
            if (file != null && batch.needsCleaning() && !failed.contains(batch.number())) {
                deletions.add(new Deletion(batch.number(), file, transfers.start(() -> {
                    api.deleteFile(file);
                    return file;
                })));
            }
        }
        return deletions;
    }

    private record Deletion(int batch, String file, Transfer<String> call) {}
}
