package io.github.batchferry.join;

import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.result.AssetReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.JobStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The results of a few batches, opened when they are first needed, the longest unused closed first. */
final class OpenAnswers implements Closeable {
    private static final int MOST = 8;
    private static final int LOADED = 8192;

    private final JobStore store;
    private final AnswerRules rules;
    private final Extent extent;
    private final Map<Integer, Open> open = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Open last;

    OpenAnswers(JobStore store, AnswerRules rules, Extent extent) {
        this.store = store;
        this.rules = rules;
        this.extent = extent;
    }

    /** The reader at this position; positions up to {@code end} are likely to be asked next. */
    AnswerReader at(BatchAnswers batch, int position, int end) throws IOException {
        Open answers = last;
        if (answers == null || answers.batch.number() != batch.number()) {
            answers = open(batch);
            last = answers;
        }
        answers.seek(position, end);
        return answers.reader;
    }

    /** What became of the assets of the answer that was asked for last; empty where nobody has looked at them. */
    List<Asset> assets() throws IOException {
        return last == null ? List.of() : last.assets();
    }

    private Open open(BatchAnswers batch) throws IOException {
        Open found = open.get(batch.number());
        if (found == null) {
            if (open.size() == MOST) {
                Integer eldest = open.keySet().iterator().next();
                Objects.requireNonNull(open.remove(eldest)).close();
            }
            found = new Open(
                    batch,
                    AnswerReader.open(
                            store,
                            Objects.requireNonNull(batch.index()),
                            batch.output(),
                            batch.errors(),
                            rules,
                            extent));
            open.put(batch.number(), found);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (Open answers : open.values()) {
            answers.close();
        }
        open.clear();
    }

    private final class Open implements Closeable {
        private final BatchAnswers batch;
        private final AnswerReader reader;
        private @Nullable AssetReader assets;
        private int from;
        private int to;
        private int at;
        private boolean assetsLoaded;

        Open(BatchAnswers batch, AnswerReader reader) {
            this.batch = batch;
            this.reader = reader;
        }

        void seek(int position, int end) throws IOException {
            if (position < from || position >= to) {
                from = position;
                to = Math.min(end, position + LOADED);
                reader.load(from, to);
                assetsLoaded = false;
            }
            reader.seek(position);
            at = position;
        }

        /** Opened where they are first asked for. */
        List<Asset> assets() throws IOException {
            if (batch.assets() == null) {
                return List.of();
            }
            if (assets == null) {
                assets = AssetReader.open(store, batch.assets());
            }
            if (!assetsLoaded) {
                assets.load(from, to);
                assetsLoaded = true;
            }
            return assets.at(at);
        }

        @Override
        public void close() throws IOException {
            try (AssetReader opened = assets) {
                reader.close();
            }
        }
    }
}
