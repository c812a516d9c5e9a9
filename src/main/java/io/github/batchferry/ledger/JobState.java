package io.github.batchferry.ledger;

import io.github.batchferry.provider.Provider;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fold over the ledger: nothing but the entries, in their order, decides what it holds. An event that is not valid
 * at its number changes nothing. Not thread-safe.
 */
public final class JobState {
    private final SealedWrites writes = new SealedWrites();
    private final TreeMap<Integer, BatchState> batches = new TreeMap<>();
    private final Map<ShardKey, LineAssignments> holdings = new HashMap<>();
    private final ModelQueues queues = new ModelQueues();
    private final Set<String> strays = new HashSet<>();
    private final Map<String, Integer> holders = new HashMap<>();
    private final Map<String, BatchState> files = new HashMap<>();
    private final ImageUploads images = new ImageUploads();
    private @Nullable LimitTerms limits;
    private boolean cancelAsked;
    private int resumed;
    private long lastEntry;

    void apply(Entry entry) {
        for (Event event : entry.events()) {
            apply(event, entry);
        }
        lastEntry = entry.number();
    }

    private void apply(Event event, Entry entry) {
        if (event instanceof Event.WriteSealed sealed) {
            if (writes.seal(sealed) && limits == null) {
                limits = sealed.limits();
            }
        } else if (event instanceof Event.LimitsChanged changed) {
            change(changed.limits());
        } else if (event instanceof Event.Planned planned) {
            planned.batches().forEach(batch -> plan(batch, entry));
        } else if (event instanceof Event.ImageUploaded uploaded) {
            images.uploaded(uploaded);
        } else if (event instanceof Event.Uploaded uploaded) {
            batch(uploaded.batch()).ifPresent(batch -> batch.uploaded(uploaded));
        } else if (event instanceof Event.Intended intended) {
            if (mayBuy()) {
                batch(intended.batch()).ifPresent(batch -> intend(batch, intended, entry));
            }
        } else if (event instanceof Event.Created created) {
            batch(created.batch()).ifPresent(batch -> create(batch, created));
        } else if (event instanceof Event.Denied denied) {
            batch(denied.batch()).ifPresent(batch -> deny(batch, denied, entry));
        } else if (event instanceof Event.Checked checked) {
            batch(checked.batch()).ifPresent(BatchState::checked);
        } else if (event instanceof Event.Fenced fenced) {
            batch(fenced.batch()).ifPresent(batch -> batch.fenced(fenced));
        } else if (event instanceof Event.SeenEnded seen) {
            batch(seen.batch()).ifPresent(batch -> batch.seenEnded(seen, entry.at()));
        } else if (event instanceof Event.CollectedAgain again) {
            batch(again.batch()).ifPresent(batch -> batch.collectedAgain(again));
        } else if (event instanceof Event.AssetsSaved saved) {
            batch(saved.batch()).ifPresent(batch -> batch.assetsSaved(saved));
        } else if (event instanceof Event.RetryAsked asked) {
            asked.batches().forEach(freed -> batch(freed.batch()).ifPresent(batch -> batch.freed(freed)));
        } else if (event instanceof Event.InDoubt doubt) {
            batch(doubt.batch()).ifPresent(batch -> batch.inDoubt(doubt));
        } else if (event instanceof Event.Voided voided) {
            batch(voided.batch()).ifPresent(batch -> batch.voided(voided));
        } else if (event instanceof Event.Collected collected) {
            batch(collected.batch()).ifPresent(batch -> collect(batch, collected, entry));
        } else if (event instanceof Event.CancelAsked) {
            cancelAsked = true;
        } else if (event instanceof Event.Resumed) {
            resume();
        } else if (event instanceof Event.Cleaned cleaned) {
            batch(cleaned.batch()).ifPresent(BatchState::cleaned);
        } else {
            throw new IllegalStateException("the fold does not know " + event.getClass());
        }
    }

    private void resume() {
        writes.resume();
        if (cancelAsked) {
            cancelAsked = false;
            resumed++;
        }
    }

    private void change(LimitTerms changed) {
        if (changed.enqueuedTokenLimit() != null
                && (limits == null || !changed.enqueuedTokenLimit().equals(limits.enqueuedTokenLimit()))) {
            queues.forgetTokens();
        }
        limits = changed;
    }

    private void intend(BatchState batch, Event.Intended intended, Entry entry) {
        batch.intended(intended, entry);
        if (batch.isIntendedAt(entry.number())) {
            files.put(intended.fileId(), batch);
        }
    }

    /** The batch that was, or was to be, bought from this input file. */
    @Nullable
    public BatchState madeFrom(String fileId) {
        return files.get(fileId);
    }

    /** One batch of the server stands for one purchase: an id that another number holds says nothing. */
    private void create(BatchState batch, Event.Created created) {
        Integer holder = holders.get(created.batchId());
        if (holder != null && holder != batch.number()) {
            return;
        }
        if (batch.created(created)) {
            holders.put(created.batchId(), batch.number());
        } else {
            strays.add(created.batchId());
        }
    }

    /** Whether another batch of this job than this one has that id at the server. */
    public boolean isHeldByAnother(String batchId, int number) {
        Integer holder = holders.get(batchId);
        return holder != null && holder != number;
    }

    private void deny(BatchState batch, Event.Denied denied, Entry entry) {
        if (batch.denied(denied, entry)) {
            queues.denied(
                    batch.planned().model(), denied, entry.at(), provider().refusals());
        }
    }

    private void collect(BatchState batch, Event.Collected collected, Entry entry) {
        if (batch.collected(collected, entry.at())) {
            queues.collected(
                    batch.planned().model(), collected, entry.at(), provider().refusals());
        }
    }

    /** The sealed write that makes the condition of this one fail, or with which it could not be read as one. */
    public Optional<Event.WriteSealed> rival(Event.WriteSealed sealed) {
        return writes.rival(sealed);
    }

    private void plan(PlannedBatch planned, Entry entry) {
        if (!mayBuy() || batches.containsKey(planned.number()) || !linesAreFree(planned)) {
            return;
        }
        BatchState batch = new BatchState(planned, entry.at());
        batches.put(planned.number(), batch);
        int position = 0;
        for (LineRange range : planned.lines()) {
            holdings(range.key()).add(new LineAssignment(range.from(), range.to(), batch, position));
            position += range.lines();
        }
    }

    /** Free, of shards that were sealed, ascending within each shard, and as many as the plan says. */
    private boolean linesAreFree(PlannedBatch planned) {
        Map<ShardKey, Integer> ends = new HashMap<>();
        long lines = 0;
        for (LineRange range : planned.lines()) {
            StagedShard shard = writes.find(range.key());
            Integer end = ends.put(range.key(), range.to());
            if (shard == null
                    || range.from() < (end == null ? 0 : end)
                    || range.from() >= range.to()
                    || range.to() > shard.requests()
                    || !holdings(range.key()).areFree(range.from(), range.to())) {
                return false;
            }
            lines += range.lines();
        }
        return lines == planned.requests();
    }

    private LineAssignments holdings(ShardKey key) {
        return holdings.computeIfAbsent(key, k -> new LineAssignments());
    }

    /** The lines of a shard that may be planned by now, where {@link Instant#MAX} waits for nothing: ascending, disjoint. */
    public List<FreeLines> freeLines(ShardKey key, Instant now) {
        return holdings(key).free(shard(key).requests(), maxAttempts(), now);
    }

    /** Which batch holds which lines of a shard: disjoint, ascending. */
    public List<LineAssignment> holders(ShardKey key) {
        LineAssignments held = holdings.get(key);
        return held == null ? List.of() : held.current();
    }

    /** The positions that each batch still holds, which no later one has: ascending, disjoint; by number of the batch. */
    public Map<BatchState, List<PositionRange>> held() {
        Map<BatchState, List<PositionRange>> held = new TreeMap<>(Comparator.comparingInt(BatchState::number));
        for (LineAssignments shard : holdings.values()) {
            for (LineAssignment holding : shard.current()) {
                int end = holding.position() + holding.to() - holding.from();
                held.computeIfAbsent(holding.batch(), batch -> new ArrayList<>())
                        .add(new PositionRange(holding.position(), end));
            }
        }
        held.values().forEach(positions -> positions.sort(Comparator.comparingInt(PositionRange::from)));
        return held;
    }

    public Optional<BatchState> batch(int number) {
        return Optional.ofNullable(batches.get(number));
    }

    /** A job exists once it has a sealed write. */
    public boolean exists() {
        return !writes.all().isEmpty();
    }

    /** In the order in which they were sealed. */
    public Collection<Event.WriteSealed> writes() {
        return writes.all();
    }

    public Optional<Event.WriteSealed> write(String write) {
        return writes.write(write);
    }

    /** Who answers: all writes of a job are bought at one place. */
    public Provider provider() {
        return writes.provider();
    }

    /** By number. */
    public Collection<BatchState> batches() {
        return Collections.unmodifiableCollection(batches.values());
    }

    public List<BatchState> batches(BatchState.Phase phase) {
        List<BatchState> found = new ArrayList<>();
        for (BatchState batch : batches.values()) {
            if (batch.phase() == phase) {
                found.add(batch);
            }
        }
        return found;
    }

    /** Collected batches whose answers have assets that may still be had. */
    public List<BatchState> owingAssets() {
        return !exists() || !writes.all().iterator().next().output().kind().hasAssets()
                ? List.of()
                : batches.values().stream().filter(BatchState::owesAssets).toList();
    }

    public int nextBatchNumber() {
        return batches.isEmpty() ? 1 : batches.lastKey() + 1;
    }

    /** The limits in force: those of the first seal, or the last change. */
    public LimitTerms limits() {
        if (limits == null) {
            throw new IllegalStateException("no write is sealed");
        }
        return limits;
    }

    /** How often a line may be bought: somebody who resumes a cancelled job wants one more try. */
    public int maxAttempts() {
        return limits().maxAttempts() + resumed;
    }

    /** Whether neither the queue of the model nor the server as a whole has refused a batch so shortly before. */
    public boolean mayBeTried(String model, Instant now) {
        return queues.mayBeTried(model, now);
    }

    /** How many requests of a model may be enqueued, as the server said; null for unknown. */
    public @Nullable Long enqueuedRequestLimit(String model) {
        return queues.of(model).requests();
    }

    /** How many prompt tokens of a model may be enqueued: the last word of the user or the server; null for unknown. */
    @Nullable
    public Long enqueuedTokenLimit(String model) {
        Long learned = queues.of(model).tokens();
        return learned == null ? limits().enqueuedTokenLimit() : learned;
    }

    /** Positions of a batch that are bought again when the job goes on: ascending, disjoint. */
    public List<PositionRange> goingAgain(BatchState batch) {
        return cancelAsked ? List.of() : batch.goingAgain(maxAttempts());
    }

    /** Which batches ran with which lines of a shard and did not answer them all: oldest first. */
    public List<LineAssignment> earlierAttempts(ShardKey key) {
        LineAssignments held = holdings.get(key);
        return held == null ? List.of() : held.earlierAttempts();
    }

    public boolean cancelAsked() {
        return cancelAsked;
    }

    /** Why the job is paused; null where it is not. A write that pauses cannot be added to a job that is not paused. */
    public PurchaseTerms.@Nullable Pause pause() {
        return writes.pause();
    }

    /** Whether plans and intents are valid. */
    public boolean mayBuy() {
        return !cancelAsked && writes.pause() == null;
    }

    public ImageUploads images() {
        return images;
    }

    /** Batches that exist at the provider though their purchase was given up. */
    public Set<String> strays() {
        return strays;
    }

    public long lastEntry() {
        return lastEntry;
    }

    public StagedShard shard(ShardKey key) {
        return writes.shard(key);
    }

    public StagedPart partOf(ShardKey key) {
        return writes.partOf(key);
    }
}
