package io.github.batchferry.job.collect;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.price.UsageDifference;
import io.github.batchferry.result.IndexedResults;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.ResultFile;
import io.github.batchferry.result.ResultIndex;
import io.github.batchferry.result.ResultIndexer;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What one look brought home. Closing deletes it, unless it is kept. */
final class FetchedResults implements AutoCloseable {
    private final JobStore store;
    private final String path;
    private final ResultIndexer indexer;
    private final Notices notices;
    private final List<String> written = new ArrayList<>();
    private FetchedFile output = FetchedFile.NONE;
    private FetchedFile errors = FetchedFile.NONE;
    private @Nullable IndexedResults results;
    private boolean kept;

    /** @param path of its files, without their endings */
    FetchedResults(JobStore store, String path, ResultIndexer indexer, Notices notices) {
        this.store = store;
        this.path = path;
        this.indexer = indexer;
        this.notices = notices;
    }

    String name(ResultFile kind) {
        return path + (kind == ResultFile.OUTPUT ? ".output.jsonl" : ".errors.jsonl");
    }

    /** Indexes what passes. A new sink for the same file forgets what the one before had seen. */
    OutputStream sink(ResultFile kind, OutputStream copy) {
        return indexer.sink(kind, copy);
    }

    void written(String file) {
        written.add(file);
    }

    void had(FetchedFile outputFile, FetchedFile errorsFile) {
        output = outputFile;
        errors = errorsFile;
        results = indexer.finish();
    }

    IndexedResults results() {
        return Objects.requireNonNull(results, "both files were looked for");
    }

    FetchedFile output() {
        return output;
    }

    FetchedFile errors() {
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
        for (FetchedFile file : List.of(output, errors)) {
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

    void warn(BatchState batch, Batch remote) {
        OutcomeCounts counts = results().counts();
        String name = BatchName.of(batch.number(), remote.id());
        for (FetchedFile file : List.of(output, errors)) {
            if (file.problem() != null) {
                notices.warn(name + ": a results file cannot be had, and each request that is accounted for stands in"
                        + " the other one: " + file.problem());
            }
        }
        if (counts.foreign() > 0) {
            notices.say(name + ": " + counts.foreign() + " result lines have a custom_id that was not asked and are"
                    + " set aside");
        }
        if (counts.duplicates() > 0) {
            notices.warn(name + ": " + counts.duplicates() + " result lines repeat a custom_id, "
                    + counts.conflictingDuplicates() + " of them with other content; the first answer stands");
        }
        if (counts.invalidLines() > 0) {
            notices.warn(name + ": " + counts.invalidLines() + " result lines cannot be read");
        }
        warnOfUsage(name, remote);
        RequestCounts said = remote.counts();
        long lines = (long) counts.succeeded() + counts.failed() + counts.invalid();
        if (said != null && said.completed() + said.failed() != lines) {
            notices.say(name + ": the server counts " + said.completed() + " completed and " + said.failed()
                    + " failed requests, but its files answer " + lines);
        }
    }

    private void warnOfUsage(String name, Batch remote) {
        String difference = UsageDifference.of(results().counts(), remote.usage());
        if (difference != null) {
            notices.say(name + ": the server's sum of what was used is another than that of its lines: " + difference);
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
