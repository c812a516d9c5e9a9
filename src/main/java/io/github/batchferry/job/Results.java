package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.request.Endpoint;
import io.github.batchferry.result.IdTable;
import io.github.batchferry.result.IndexedResults;
import io.github.batchferry.result.Outcome;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.ResultFile;
import io.github.batchferry.result.ResultIndex;
import io.github.batchferry.result.ResultIndexer;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Brings home what a batch left behind, as far as it can be had, and indexes it on the way. */
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
     * Fetches both files. A file that cannot be had is told, not thrown.
     *
     * @throws ExternalException where the key is refused or the thread was interrupted
     */
    Fetched fetch(BatchState batch, Batch remote) throws IOException {
        return fetch(batch, remote, List.of());
    }

    /** @param before files of an earlier collection, output and errors, that come first and stand */
    Fetched fetch(BatchState batch, Batch remote, List<@Nullable CollectedFile> before) throws IOException {
        Input input = new Input(job.state(), store, batch.planned());
        IdTable ids = IdTable.of(input.idHashes(), input::customId);
        ResultIndexer indexer =
                new ResultIndexer(Endpoint.of(batch.planned().endpoint()).orElseThrow(), ids);
        Fetched fetched = new Fetched(
                String.format(Locale.ROOT, "results/%05d-%s-%d", batch.number(), job.driver(), fetches++), indexer);
        try {
            int requests = batch.planned().requests();
            fetched.output = fetched.file(ResultFile.OUTPUT, remote.outputFileId(), first(before, 0), requests);
            fetched.errors = fetched.file(ResultFile.ERRORS, remote.errorFileId(), first(before, 1), requests);
            fetched.results = indexer.finish();
            return fetched;
        } catch (IOException | RuntimeException e) {
            fetched.drop();
            throw e;
        }
    }

    private static @Nullable CollectedFile first(List<@Nullable CollectedFile> before, int which) {
        return before.isEmpty() ? null : before.get(which);
    }

    /** A results file that was brought home, or why there is none. */
    record Had(@Nullable CollectedFile file, @Nullable String problem, boolean serverIsOut) {
        static final Had NONE = new Had(null, null, false);

        static Had not(ExternalException e) {
            return new Had(null, e.getMessage(), e.retryable());
        }

        long bytes() {
            return file == null ? -1 : file.bytes();
        }
    }

    /** What one look brought home. Closing deletes it, unless it is kept. */
    final class Fetched implements AutoCloseable {
        private final String path;
        private final ResultIndexer indexer;
        private final List<String> written = new ArrayList<>();
        private Had output = Had.NONE;
        private Had errors = Had.NONE;
        private @Nullable IndexedResults results;
        private boolean kept;

        private Fetched(String path, ResultIndexer indexer) {
            this.path = path;
            this.indexer = indexer;
        }

        IndexedResults results() {
            return Objects.requireNonNull(results, "both files were looked for");
        }

        Had output() {
            return output;
        }

        Had errors() {
            return errors;
        }

        /** Whether a file is missing only because the server does not work. */
        boolean serverIsOut() {
            return output.serverIsOut() || errors.serverIsOut();
        }

        Event.SeenEnded look(int number, Batch remote) {
            return new Event.SeenEnded(
                    number,
                    remote.status().value(),
                    remote.counts(),
                    remote.outputFileId(),
                    remote.errorFileId(),
                    output.bytes(),
                    errors.bytes());
        }

        /** What does not add up, for people. */
        String missing(Batch remote) {
            OutcomeCounts found = results().counts();
            StringJoiner text = new StringJoiner("; ");
            for (Had file : List.of(output, errors)) {
                if (file.problem() != null) {
                    text.add(file.problem());
                }
            }
            RequestCounts said = remote.counts();
            text.add("its files have lines for " + lines(found) + " requests, "
                    + (said == null
                            ? "and the server gives no counts"
                            : "and the server counts " + said.completed() + " completed and " + said.failed()
                                    + " failed of " + (said.total() < 0 ? "an unknown number" : said.total())));
            return text.toString();
        }

        private static long lines(OutcomeCounts found) {
            return (long) found.succeeded() + found.failed() + found.invalid() + found.expired() + found.cancelled();
        }

        /** The reasons of those positions for which there is no line. */
        Map<Integer, Reason> withoutLine(Map<Integer, Reason> reasons) {
            Map<Integer, Reason> without = new HashMap<>(reasons);
            without.keySet().removeIf(position -> results().index().outcome(position) != Outcome.MISSING);
            return without;
        }

        CollectedFile writeIndex() throws IOException {
            ResultIndex index = results().index();
            String name = path + ".index";
            try (Checksum sink = new Checksum(store.create(name))) {
                written.add(name);
                index.writeTo(sink);
                return new CollectedFile(name, sink.bytes(), sink.value());
            }
        }

        private Had file(ResultFile kind, @Nullable String fileId, @Nullable CollectedFile before, int requests)
                throws IOException {
            if (fileId == null && before == null) {
                return Had.NONE;
            }
            String name = path + (kind == ResultFile.OUTPUT ? ".output.jsonl" : ".errors.jsonl");
            for (int tries = 1; ; tries++) {
                Checksum checksum = new Checksum(store.create(name));
                written.add(name);
                ExternalException failure;
                try (OutputStream sink = indexer.sink(kind, new Budget(checksum, budget(fileId, requests)))) {
                    copy(before, sink);
                    failure = download(fileId, sink);
                }
                if (failure == null) {
                    return new Had(new CollectedFile(name, checksum.bytes(), checksum.value()), null, false);
                }
                indexer.sink(kind, OutputStream.nullOutputStream()).close();
                store.delete(name);
                if (Thread.currentThread().isInterrupted() || failure.status() == UNAUTHORIZED) {
                    throw failure;
                }
                if (!failure.retryable() || tries == TRIES) {
                    return before == null ? Had.not(failure) : file(kind, null, before, requests);
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
                        : new ExternalException(
                                "the server has no results file " + fileId, 404, "file_not_found", null, false, null);
            } catch (ExternalException e) {
                return e;
            }
        }

        /** The announced size is a hint only: the server may have counted before it encoded anew. */
        private long budget(@Nullable String fileId, int requests) {
            long announced = 0;
            try {
                announced = fileId == null
                        ? 0
                        : api.file(fileId).map(RemoteFile::bytes).orElse(0L);
            } catch (ExternalException e) {
                if (Thread.currentThread().isInterrupted() || e.status() == UNAUTHORIZED) {
                    throw e;
                }
            }
            return Budget.of(announced, requests, job.state().limits().maxBytesPerBatch());
        }

        private void copy(@Nullable CollectedFile before, OutputStream sink) throws IOException {
            if (before != null) {
                try (InputStream in = store.open(before.path())) {
                    in.transferTo(sink);
                }
                sink.write('\n');
            }
        }

        void warn(BatchState batch, Batch remote) {
            OutcomeCounts counts = results().counts();
            String name = "batch " + batch.number() + " (" + remote.id() + ")";
            for (Had file : List.of(output, errors)) {
                if (file.problem() != null) {
                    notices.say(
                            name + ": a results file cannot be had, and each request that is accounted for stands in"
                                    + " the other one: " + file.problem());
                }
            }
            if (counts.foreign() > 0) {
                notices.say(name + ": " + counts.foreign() + " result lines have a custom_id that was not asked and are"
                        + " set aside");
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

        /** From here on the files stay. */
        void keep() {
            kept = true;
        }

        void drop() throws IOException {
            for (String file : written) {
                store.delete(file);
            }
        }

        @Override
        public void close() throws IOException {
            if (!kept) {
                drop();
            }
        }
    }
}
