package io.github.batchferry.job.asset;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.asset.AssetRecorder.Left;
import io.github.batchferry.job.asset.AssetRecorder.Looked;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Saves what the answers of collected batches hold or point to, batch by batch in turns. Not thread-safe. */
public final class AssetSaver {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Job job;
    private final AssetRecorder recorder;
    private final Notices notices;
    private final Time time;
    private final Map<Integer, Integer> starts = new HashMap<>();
    private final Map<Integer, Rest> rests = new HashMap<>();

    public AssetSaver(Job job, BatchApi api, Notices notices, Time time) {
        this.job = job;
        this.notices = notices;
        this.time = time;
        recorder = new AssetRecorder(job, api, notices, time);
    }

    /** How long a batch rests of which something failed. */
    private record Rest(Duration pause, long end) {}

    /**
     * Saves until nothing more can be had now, or so long has passed. One bad batch stops no other one.
     *
     * @throws ExternalException what stopped a batch, after the others had their turns
     */
    public void save(Duration most) throws IOException {
        long start = time.nanoTime().getAsLong();
        ExternalException failure = null;
        List<BatchState> turns =
                job.state().owingAssets().stream().filter(this::isDue).toList();
        while (!turns.isEmpty() && time.nanoTime().getAsLong() - start < most.toNanos()) {
            for (BatchState batch : turns) {
                try {
                    look(batch);
                } catch (ExternalException e) {
                    failure = e;
                    rest(batch.number());
                }
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            turns = turns.stream()
                    .filter(job.state().owingAssets()::contains)
                    .filter(this::isDue)
                    .toList();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Tries once more what was given up. */
    public void again(BatchState batch) throws IOException {
        Event.AssetsSaved assets = batch.assets();
        if (assets != null && assets.lost() + assets.open() > 0) {
            recorder.look(batch, Wanted.LOST_TOO, 0);
            int more = Objects.requireNonNull(batch.assets()).saved() - assets.saved();
            notices.say(BatchName.of(batch.number(), batch.batchId()) + ": " + more
                    + " more files of its answers are saved than before");
        }
    }

    private void look(BatchState batch) throws IOException {
        int number = batch.number();
        Looked looked = recorder.look(batch, Wanted.OPEN, starts.getOrDefault(number, 0));
        starts.put(number, looked.next());
        if (looked.left() == Left.FOR_LATER) {
            rest(number);
        }
    }

    private void rest(int number) {
        Rest before = rests.get(number);
        Duration pause = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        rests.put(number, new Rest(pause, time.nanoTime().getAsLong() + pause.toNanos()));
    }

    private boolean isDue(BatchState batch) {
        @Nullable Rest rest = rests.get(batch.number());
        return rest == null || time.nanoTime().getAsLong() - rest.end() >= 0;
    }
}
