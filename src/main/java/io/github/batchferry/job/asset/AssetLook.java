package io.github.batchferry.job.asset;

import io.github.batchferry.ExternalException;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.result.AssetIndex;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Walks through the answers of a batch and saves what is wanted and not there, until the time is over. */
final class AssetLook {
    private static final int LOADED = 8192;

    private final JobStore store;
    private final String directory;
    private final AssetIndex assets;
    private final AssetSource source;
    private final Wanted wanted;
    private final BooleanSupplier isOver;
    private final List<String> written = new ArrayList<>();
    private int tried;
    private int unseen;
    private int next;
    private boolean changed;
    private @Nullable ExternalException failure;

    /**
     * @param directory for the files of this look alone
     * @param assets what earlier looks brought; gets what this one brings
     */
    AssetLook(
            JobStore store,
            String directory,
            AssetIndex assets,
            AssetSource source,
            Wanted wanted,
            BooleanSupplier isOver) {
        this.store = store;
        this.directory = directory;
        this.assets = assets;
        this.source = source;
        this.wanted = wanted;
        this.isOver = isOver;
    }

    /** @param start where an earlier look ended */
    void over(AnswerReader answers, int start) throws IOException {
        try {
            for (int from = 0; from < answers.size(); from += LOADED) {
                int to = Math.min(answers.size(), from + LOADED);
                answers.load(from, to);
                for (int position = from; position < to; position++) {
                    answers.seek(position);
                    if (answers.outcome() == Outcome.SUCCEEDED && wanted.has(assets.at(position))) {
                        look(answers, position, start);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            drop();
            throw e;
        }
    }

    /** Whether there is more, or something else, to record than before. */
    boolean changed() {
        return changed;
    }

    /** Where the next look goes on; 0 where this one came to the end. */
    int next() {
        return next;
    }

    /** How many answers nobody has looked at. */
    int unseen() {
        return unseen;
    }

    /** Why no other asset would have fared better; null where nothing says so. */
    @Nullable
    ExternalException failure() {
        return failure;
    }

    AssetIndex assets() {
        return assets;
    }

    String indexPath() {
        return directory + "assets.index";
    }

    /** A file of this look, to be deleted where the look does not count. */
    void written(String path) {
        written.add(path);
    }

    void drop() throws IOException {
        for (String file : written) {
            store.delete(file);
        }
    }

    private void look(AnswerReader answers, int position, int start) throws IOException {
        List<Asset> before = assets.at(position);
        boolean ends = next > 0 || failure != null;
        if (position >= start && !ends && tried > 0 && isOver.getAsBoolean()) {
            next = position;
            ends = true;
        }
        if (position < start || ends) {
            unseen += before.isEmpty() ? 1 : 0;
            return;
        }
        tried++;
        try {
            List<Asset> now = source.save(answers, directory + String.format(Locale.ROOT, "%06d", position));
            assets.put(position, now);
            now.stream()
                    .filter(asset -> asset.state() == Asset.State.SAVED)
                    .forEach(asset ->
                            written.add(Objects.requireNonNull(asset.file()).path()));
            changed |= before.isEmpty() || now.stream().anyMatch(asset -> asset.state() != Asset.State.OPEN);
        } catch (ExternalException e) {
            failure = e;
            unseen += before.isEmpty() ? 1 : 0;
        }
    }
}
