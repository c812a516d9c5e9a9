package io.github.batchferry.job.asset;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.lines.AnswersAsked;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.result.AssetIndex;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.SealedOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes looks at the assets of a batch and records what they saved. What stands in an index that the ledger names is whole
 * and is not touched again; of two drivers that look at once the first to record wins, and the other one deletes what it
 * saved. What a driver leaves that dies before it records is named by nothing.
 */
final class AssetRecorder {
    /** After so long a look is recorded, so that little is fetched again where a driver dies. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private static final int NAME = 10;

    private final Job job;
    private final JobStore store;
    private final BatchApi api;
    private final Notices notices;
    private final Time time;

    AssetRecorder(Job job, BatchApi api, Notices notices, Time time) {
        this.job = job;
        store = job.store();
        this.api = api;
        this.notices = notices;
        this.time = time;
    }

    /** What is left to be done. */
    enum Left {
        NOTHING,
        /** More can be had at once. */
        MORE,
        /** Something failed for now. */
        FOR_LATER
    }

    /** @param next where the next look begins */
    record Looked(Left left, int next) {}

    /**
     * @param start the position of the request to begin with
     * @throws ExternalException where no asset can be had: the key is refused, or the thread was interrupted. What was
     *     saved before is recorded
     */
    Looked look(BatchState batch, Wanted wanted, int start) throws IOException {
        Event.Collected collected = Objects.requireNonNull(batch.collected(), "it is collected");
        CollectedFile results = Objects.requireNonNull(collected.index(), "it has results");
        Event.AssetsSaved before = batch.assets();
        AnswerRules rules = AnswersAsked.of(job.state(), batch);
        AssetLook look = new AssetLook(
                store,
                String.format(Locale.ROOT, "assets/%05d-%s/", batch.number(), Job.randomName(NAME)),
                before == null
                        ? AssetIndex.of(batch.planned().requests())
                        : AssetIndex.read(store, before.index().recorded()),
                source(batch, rules),
                wanted,
                isOver());
        try (AnswerReader answers = AnswerReader.open(
                store,
                results.recorded(),
                CollectedFile.recorded(collected.output()),
                CollectedFile.recorded(collected.errors()),
                rules,
                Extent.LINE)) {
            look.over(answers, start);
        }
        boolean news = look.changed() || before == null || !before.of().equals(results.path());
        boolean stands = !news || record(batch, results.path(), before, look);
        if (look.failure() != null) {
            throw look.failure();
        }
        boolean more = !stands || look.unseen() > 0 || look.next() > 0;
        return new Looked(
                more ? Left.MORE : look.assets().count(Asset.State.OPEN) > 0 ? Left.FOR_LATER : Left.NOTHING,
                look.next());
    }

    private AssetSource source(BatchState batch, AnswerRules rules) {
        Duration patience = Duration.ofSeconds(job.state().limits().resultPatienceSeconds());
        return rules.output().kind() == OutputKind.VIDEO
                ? new Videos(store, api, time.clock(), new Keeping(batch.collectedAt(), patience))
                : new Pictures(store);
    }

    private BooleanSupplier isOver() {
        long end = time.nanoTime().getAsLong() + LONGEST_LOOK.toNanos();
        return () -> Thread.currentThread().isInterrupted() || time.nanoTime().getAsLong() - end >= 0;
    }

    /** Whether it is this look that counts. */
    private boolean record(BatchState batch, String of, Event.@Nullable AssetsSaved before, AssetLook look)
            throws IOException {
        AssetIndex assets = look.assets();
        CollectedFile index;
        try {
            index = writeIndex(look);
        } catch (IOException | RuntimeException e) {
            look.drop();
            throw e;
        }
        Event.AssetsSaved saved = new Event.AssetsSaved(
                batch.number(),
                before == null ? 1 : before.look() + 1,
                of,
                index,
                assets.count(Asset.State.SAVED),
                assets.count(Asset.State.OPEN) + look.unseen(),
                assets.count(Asset.State.LOST));
        // Where this fails, the entry may stand in the ledger all the same: the files that it names are kept.
        job.append(List.of(saved), state -> Objects.equals(before, batch.assets()));
        if (!saved.equals(batch.assets())) {
            look.drop();
            return false;
        }
        tell(batch, assets);
        return true;
    }

    private CollectedFile writeIndex(AssetLook look) throws IOException {
        SealedOutput sink = new SealedOutput(store.create(look.indexPath()));
        look.written(look.indexPath());
        try (sink) {
            look.assets().writeTo(sink);
        }
        return new CollectedFile(look.indexPath(), sink.bytes(), sink.crc32c());
    }

    private void tell(BatchState batch, AssetIndex assets) {
        String name = BatchName.of(batch.number(), batch.batchId()) + ": ";
        assets.first(Asset.State.OPEN)
                .ifPresent(asset -> notices.say(name + assets.count(Asset.State.OPEN)
                        + " assets of its answers are not saved yet. The first of them: " + asset.problem()));
        assets.first(Asset.State.LOST)
                .ifPresent(asset -> notices.warn(name + assets.count(Asset.State.LOST)
                        + " assets of its answers cannot be saved. The first of them: " + asset.problem()));
    }
}
