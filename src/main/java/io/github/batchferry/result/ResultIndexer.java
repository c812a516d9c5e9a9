package io.github.batchferry.result;

import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.BlockChecksums;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Indexes the two files of a batch while they stream into the job store. Needs memory for the batch's requests and for
 * one line, whatever the size of the files. For one thread.
 *
 * <p>Of several lines with one id an answer stands before an error and an error before a broken line; of equals the
 * first one, the output file before the file of errors.
 */
public final class ResultIndexer {
    /** A line longer than this is never held in memory; it counts as invalid. */
    public static final int LINE_LIMIT = 128 * 1024 * 1024;

    private final AnswerRules rules;
    private final IdTable ids;
    private final int lineLimit;
    private final Map<ResultFile, FileIndex> files = new EnumMap<>(ResultFile.class);
    private final Map<ResultFile, IndexingSink> sinks = new EnumMap<>(ResultFile.class);

    public ResultIndexer(AnswerRules rules, IdTable ids) {
        this(rules, ids, LINE_LIMIT);
    }

    public ResultIndexer(AnswerRules rules, IdTable ids, int lineLimit) {
        this.rules = rules;
        this.ids = ids;
        this.lineLimit = lineLimit;
    }

    /**
     * Where to write a file from its first byte on: all goes on to {@code copy} and is indexed on the way. Closing ends
     * the last line and closes {@code copy}. A new sink for the same file forgets what the one before had seen.
     */
    public OutputStream sink(ResultFile file, OutputStream copy) {
        FileIndex index = new FileIndex(file, rules, ids);
        IndexingSink sink = new IndexingSink(index, copy, lineLimit);
        files.put(file, index);
        sinks.put(file, sink);
        return sink;
    }

    /**
     * What the files that were written hold; no sink at all means that every request is missing.
     *
     * @throws IllegalStateException where a sink is still open
     */
    public IndexedResults finish() {
        sinks.forEach((file, sink) -> {
            if (!sink.closed()) {
                throw new IllegalStateException("the sink for the " + file + " file is still open");
            }
        });
        FileIndex all = new FileIndex(ResultFile.OUTPUT, rules, ids);
        files.values().forEach(all::merge);
        ResultIndex index = ResultIndex.of(all.entries, sums(ResultFile.OUTPUT), sums(ResultFile.ERRORS));
        return new IndexedResults(index, all.counts(), List.copyOf(all.foreignIds));
    }

    private BlockChecksums sums(ResultFile file) {
        IndexingSink sink = sinks.get(file);
        return sink == null ? new BlockChecksums(IndexHeader.BLOCK) : sink.sums();
    }
}
