package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.request.Endpoint;
import io.github.batchferry.result.IdTable;
import io.github.batchferry.result.IndexedResults;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.ResultFile;
import io.github.batchferry.result.ResultIndex;
import io.github.batchferry.result.ResultIndexer;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings home what a batch that has ended left behind: both files with their index, and every line accounted for. */
final class Collector {
    private static final int TRIES = 3;

    private final Job job;
    private final JobStore store;
    private final BatchApi api;
    private final Notices notices;
    private int collections;

    Collector(Job job, BatchApi api, Notices notices) {
        this.job = job;
        store = job.store();
        this.api = api;
        this.notices = notices;
    }

    /** Records the collection; where another driver was first, its files stand and ours are deleted. */
    void collect(BatchState batch, Batch remote) throws IOException {
        String path = String.format(Locale.ROOT, "results/%05d-%s-%d", batch.number(), job.driver(), collections++);
        List<String> written = new ArrayList<>();
        Event.Collected collected;
        try {
            collected = remote.status().equals(BatchStatus.FAILED)
                    ? FailedValidation.of(batch, remote, job.driver())
                    : results(batch, remote, path, written);
        } catch (IOException | RuntimeException e) {
            delete(written);
            throw e;
        }
        if (collected.then() != null && collected.absent() != null) {
            notices.say("batch " + batch.number() + " (" + remote.id() + ") failed validation, nothing was bought: "
                    + collected.absent().message());
        }
        // Where this fails, the entry may stand in the ledger all the same: the files that it names are kept.
        job.append(List.of(collected), state -> batch.phase() == BatchState.Phase.CREATED);
        if (!collected.equals(batch.collected())) {
            delete(written);
        }
    }

    private void delete(List<String> files) throws IOException {
        for (String file : files) {
            store.delete(file);
        }
    }

    private Event.Collected results(BatchState batch, Batch remote, String path, List<String> written)
            throws IOException {
        Input input = new Input(job.state(), store, batch.planned());
        IdTable ids = IdTable.of(input.idHashes(), input::customId);
        Endpoint endpoint = Endpoint.of(batch.planned().endpoint()).orElseThrow();
        ResultIndexer indexer = new ResultIndexer(endpoint, ids);
        Fetched output = fetch(remote.outputFileId(), path + ".output.jsonl", indexer, ResultFile.OUTPUT, written);
        Fetched errors = fetch(remote.errorFileId(), path + ".errors.jsonl", indexer, ResultFile.ERRORS, written);
        IndexedResults results = indexer.finish();
        OutcomeCounts counts = results.counts();
        CollectedFile index = write(results.index(), path + ".index", written);
        warn(batch, remote, results);
        Reason absent = counts.missing() == 0 ? null : absent(remote, counts, output, errors);
        boolean unpaid = absent == null || !absent.status().equals("failed");
        Unanswered unanswered = Unanswered.of(results.index(), absent, unpaid);
        return new Event.Collected(
                batch.number(),
                remote.id(),
                remote.status().value(),
                job.driver(),
                output.file(),
                errors.file(),
                index,
                counts,
                absent,
                Map.of(),
                unanswered.positions(),
                unanswered.byStatus(),
                null);
    }

    private static @Nullable Reason absent(Batch remote, OutcomeCounts counts, Fetched output, Fetched errors) {
        if (output.gone() || errors.gone()) {
            return Reason.of(
                    "failed", "result_expired", "the provider no longer has the result file of batch " + remote.id());
        }
        RequestCounts said = remote.counts();
        boolean counted = said == null
                ? counts.invalidLines() > 0 || counts.foreign() > 0
                : (said.completed() > counts.succeeded() + counts.invalid()
                        || said.completed() + said.failed()
                                > (long) counts.succeeded()
                                        + counts.failed()
                                        + counts.expired()
                                        + counts.cancelled()
                                        + counts.invalid());
        if (output.cut() || errors.cut() || counted) {
            return Reason.of(
                    "failed",
                    "result_incomplete",
                    "the results of batch " + remote.id()
                            + " have no line for this request, but the server counts it as"
                            + " done: it was perhaps paid, so it is not bought again");
        }
        if (remote.status().equals(BatchStatus.EXPIRED)) {
            return Reason.of("expired", "batch_expired", "the batch expired before this request was executed");
        }
        if (remote.status().equals(BatchStatus.CANCELLED)) {
            return Reason.of(
                    "cancelled", "batch_cancelled", "the batch was cancelled before this request was executed");
        }
        return Reason.of(
                "missing", "missing", "the results of batch " + remote.id() + " have no line for this request");
    }

    private Fetched fetch(
            @Nullable String fileId, String path, ResultIndexer indexer, ResultFile kind, List<String> written)
            throws IOException {
        if (fileId == null) {
            return Fetched.NONE;
        }
        long announced = api.file(fileId).map(RemoteFile::bytes).orElse(-1L);
        for (int tries = 1; ; tries++) {
            Checksum checksum = new Checksum(store.create(path));
            written.add(path);
            Long bytes = null;
            ExternalException failure = null;
            try (OutputStream sink = indexer.sink(kind, checksum)) {
                bytes = api.download(fileId, sink).orElse(null);
            } catch (ExternalException e) {
                failure = e;
            }
            if (failure == null && bytes == null) {
                indexer.sink(kind, OutputStream.nullOutputStream()).close();
                store.delete(path);
                return Fetched.GONE;
            }
            boolean whole = failure == null && (announced <= 0 || announced == checksum.bytes());
            if (whole || tries == TRIES && failure == null) {
                return new Fetched(new CollectedFile(path, checksum.bytes(), checksum.value()), !whole, false);
            }
            store.delete(path);
            if (tries == TRIES) {
                throw failure;
            }
        }
    }

    private CollectedFile write(ResultIndex index, String path, List<String> written) throws IOException {
        try (Checksum sink = new Checksum(store.create(path))) {
            written.add(path);
            index.writeTo(sink);
            return new CollectedFile(path, sink.bytes(), sink.value());
        }
    }

    private void warn(BatchState batch, Batch remote, IndexedResults results) {
        OutcomeCounts counts = results.counts();
        String name = "batch " + batch.number() + " (" + remote.id() + ")";
        if (counts.foreign() > 0) {
            notices.say(name + ": " + counts.foreign() + " result lines have a custom_id that was not asked and are set"
                    + " aside");
        }
        if (counts.duplicates() > 0) {
            notices.say(name + ": " + counts.duplicates() + " result lines repeat a custom_id, "
                    + counts.conflictingDuplicates() + " of them with other content; the first answer stands");
        }
        if (counts.invalidLines() > 0) {
            notices.say(name + ": " + counts.invalidLines() + " result lines cannot be read");
        }
        RequestCounts said = remote.counts();
        long lines = (long) counts.succeeded() + counts.failed() + counts.invalid();
        if (said != null && said.completed() + said.failed() != lines) {
            notices.say(name + ": the server counts " + said.completed() + " completed and " + said.failed()
                    + " failed requests, but its files answer " + lines);
        }
    }

    /** A result file that was brought home, or why there is none. */
    private record Fetched(@Nullable CollectedFile file, boolean cut, boolean gone) {
        static final Fetched NONE = new Fetched(null, false, false);
        static final Fetched GONE = new Fetched(null, false, true);
    }
}
