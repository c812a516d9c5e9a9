package io.github.batchferry.job.collect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.job.lines.AnswersAsked;
import io.github.batchferry.job.lines.BatchInput;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.result.IdTable;
import io.github.batchferry.result.ResultFile;
import io.github.batchferry.result.ResultIndexer;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Brings home what a batch left behind, as far as it can be had, and indexes it on the way. Asks the state of the job before that only. */
final class Results {
    private static final int TRIES = 3;
    private static final int UNAUTHORIZED = 401;

    private final Job job;
    private final JobStore store;
    private final BatchApi api;
    private final Notices notices;
    private int fetches;

    Results(Job job, BatchApi api, Notices notices) {
        this.job = job;
        store = job.store();
        this.api = api;
        this.notices = notices;
    }

    /**
     * Fetches both files, in any thread. A file that cannot be had is told, not thrown; what is thrown is an
     * {@link ExternalException} where the key is refused or the thread was interrupted.
     */
    Callable<FetchedResults> fetching(BatchState batch, Batch remote) {
        return fetching(batch, remote, List.of());
    }

    /** @param before files of an earlier collection, output and errors, that come first and stand */
    Callable<FetchedResults> fetching(BatchState batch, Batch remote, List<@Nullable CollectedFile> before) {
        BatchInput input = new BatchInput(job.state(), store, batch.planned());
        AnswerRules rules = AnswersAsked.of(job.state(), batch);
        long largestInput = job.state().limits().maxBytesPerBatch();
        int requests = batch.planned().requests();
        String path = String.format(Locale.ROOT, "results/%05d-%s-%d", batch.number(), job.driver(), fetches++);
        return () -> {
            ResultIndexer indexer = new ResultIndexer(rules, IdTable.of(input.idHashes(), input::customId));
            return fetch(new FetchedResults(store, path, indexer, notices), remote, before, requests, largestInput);
        };
    }

    private FetchedResults fetch(
            FetchedResults fetched, Batch remote, List<@Nullable CollectedFile> before, int requests, long largestInput)
            throws IOException {
        try {
            FetchedFile output = file(
                    fetched,
                    ResultFile.OUTPUT,
                    remote.outputFileId(),
                    first(before, 0),
                    budget(remote.outputFileId(), requests, largestInput));
            FetchedFile errors = file(
                    fetched,
                    ResultFile.ERRORS,
                    remote.errorFileId(),
                    first(before, 1),
                    budget(remote.errorFileId(), requests, largestInput));
            fetched.had(output, errors);
            return fetched;
        } catch (IOException | RuntimeException e) {
            fetched.drop();
            throw e;
        }
    }

    private static @Nullable CollectedFile first(List<@Nullable CollectedFile> before, int which) {
        return before.isEmpty() ? null : before.get(which);
    }

    private FetchedFile file(
            FetchedResults fetched, ResultFile kind, @Nullable String fileId, @Nullable CollectedFile before, long most)
            throws IOException {
        if (fileId == null && before == null) {
            return FetchedFile.NONE;
        }
        String name = fetched.name(kind);
        for (int tries = 1; ; tries++) {
            Checksum checksum = new Checksum(store.create(name));
            fetched.written(name);
            Budget budget = new Budget(checksum, most);
            ExternalException failure;
            try (OutputStream sink = fetched.sink(kind, budget)) {
                copy(before, sink);
                failure = download(fileId, sink);
                budget.requireStore();
            }
            if (failure == null) {
                return new FetchedFile(new CollectedFile(name, checksum.bytes(), checksum.value()), null, false);
            }
            fetched.sink(kind, OutputStream.nullOutputStream()).close();
            store.delete(name);
            if (Thread.currentThread().isInterrupted() || failure.status() == UNAUTHORIZED) {
                throw failure;
            }
            if (!failure.retryable() || tries == TRIES) {
                return before == null ? FetchedFile.not(failure) : file(fetched, kind, null, before, most);
            }
        }
    }

    private @Nullable ExternalException download(@Nullable String fileId, OutputStream sink) {
        if (fileId == null) {
            return null;
        }
        try {
            return api.download(fileId, sink).isPresent()
                    ? null
                    : ExternalException.noFile("the server has no results file " + fileId);
        } catch (ExternalException e) {
            return e;
        }
    }

    /** The announced size is a hint only: the server may have counted before it encoded anew. */
    private long budget(@Nullable String fileId, int requests, long largestInput) {
        long announced = 0;
        try {
            announced =
                    fileId == null ? 0 : api.file(fileId).map(RemoteFile::bytes).orElse(0L);
        } catch (ExternalException e) {
            if (Thread.currentThread().isInterrupted() || e.status() == UNAUTHORIZED) {
                throw e;
            }
        }
        return Budget.of(announced, requests, largestInput);
    }

    private void copy(@Nullable CollectedFile before, OutputStream sink) throws IOException {
        if (before != null) {
            try (InputStream in = store.open(before.path())) {
                in.transferTo(sink);
            }
            sink.write('\n');
        }
    }
}
