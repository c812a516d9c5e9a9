package io.github.batchferry.job;

import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    /** The fingerprint of a write without a request. Such writes may be sealed again and again. */
    private static final String NOTHING_ASKED = Sealer.fingerprint(List.of());

    private final Map<String, Event.WriteSealed> writes = new LinkedHashMap<>();
    private final Map<ShardKey, StagedShard> shards = new HashMap<>();
    private final Map<ShardKey, StagedPart> partOf = new HashMap<>();
    private final TreeMap<Integer, BatchState> batches = new TreeMap<>();
    private final Map<ShardKey, Holdings> holdings = new HashMap<>();
    private final Set<String> strays = new HashSet<>();
    private @Nullable LimitTerms limits;
    private boolean cancelAsked;
    private long lastEntry;

    void apply(Entry entry) {
        for (Event event : entry.events()) {
            apply(event, entry);
        }
        lastEntry = entry.number();
    }

    private void apply(Event event, Entry entry) {
        if (event instanceof Event.WriteSealed sealed) {
            seal(sealed);
        } else if (event instanceof Event.LimitsChanged changed) {
            limits = changed.limits();
        } else if (event instanceof Event.Planned planned) {
            planned.batches().forEach(batch -> plan(batch, entry));
        } else if (event instanceof Event.Uploaded uploaded) {
            batch(uploaded.batch()).ifPresent(batch -> batch.uploaded(uploaded));
        } else if (event instanceof Event.Intended intended) {
            if (!cancelAsked) {
                batch(intended.batch()).ifPresent(batch -> batch.intended(intended, entry));
            }
        } else if (event instanceof Event.Created created) {
            batch(created.batch()).ifPresent(batch -> {
                if (!batch.created(created)) {
                    strays.add(created.batchId());
                }
            });
        } else if (event instanceof Event.Denied denied) {
            batch(denied.batch()).ifPresent(batch -> batch.denied(denied));
        } else if (event instanceof Event.InDoubt doubt) {
            batch(doubt.batch()).ifPresent(batch -> batch.inDoubt(doubt));
        } else if (event instanceof Event.Voided voided) {
            batch(voided.batch()).ifPresent(BatchState::voided);
        } else if (event instanceof Event.Collected collected) {
            batch(collected.batch()).ifPresent(batch -> batch.collected(collected));
        } else if (event instanceof Event.CancelAsked) {
            cancelAsked = true;
        } else if (event instanceof Event.Resumed) {
            cancelAsked = false;
        }
    }

    private void seal(Event.WriteSealed sealed) {
        if (writes.containsKey(sealed.write()) || rival(sealed).isPresent()) {
            return;
        }
        writes.put(sealed.write(), sealed);
        for (StagedPart part : sealed.parts()) {
            for (StagedShard shard : part.shards()) {
                ShardKey key = new ShardKey(sealed.write(), part.part(), shard.ordinal());
                shards.put(key, shard);
                partOf.put(key, part);
            }
        }
        if (limits == null) {
            limits = sealed.limits();
        }
    }

    /** The sealed write that makes the condition of this one fail, or with which it could not be read as one. */
    public Optional<Event.WriteSealed> rival(Event.WriteSealed sealed) {
        Optional<Event.WriteSealed> unlike =
                writes.values().stream().filter(w -> !Alike.are(w, sealed)).findFirst();
        return unlike.isPresent() ? unlike : excluding(sealed);
    }

    private Optional<Event.WriteSealed> excluding(Event.WriteSealed sealed) {
        return switch (sealed.condition()) {
            case NO_WRITE_YET -> writes.values().stream().findFirst();
            case WRITE_ID_IS_NEW ->
                writes.values().stream()
                        .filter(w -> w.writeId() != null && w.writeId().equals(sealed.writeId()))
                        .findFirst();
            case FINGERPRINT_IS_NEW ->
                writes.values().stream()
                        .filter(w -> !sealed.fingerprint().equals(NOTHING_ASKED)
                                && w.fingerprint().equals(sealed.fingerprint()))
                        .findFirst();
        };
    }

    private void plan(PlannedBatch planned, Entry entry) {
        if (cancelAsked || batches.containsKey(planned.number()) || !linesAreFree(planned)) {
            return;
        }
        BatchState batch = new BatchState(planned, entry.at());
        batches.put(planned.number(), batch);
        int position = 0;
        for (LineRange range : planned.lines()) {
            holdings(range.key()).add(new Holding(range.from(), range.to(), batch, position));
            position += range.lines();
        }
    }

    private boolean linesAreFree(PlannedBatch planned) {
        return planned.lines().stream()
                .allMatch(range ->
                        shards.containsKey(range.key()) && holdings(range.key()).areFree(range.from(), range.to()));
    }

    Holdings holdings(ShardKey key) {
        return holdings.computeIfAbsent(key, k -> new Holdings());
    }

    /** Which batch holds which lines of a shard: disjoint, ascending. */
    public List<Holding> holders(ShardKey key) {
        Holdings held = holdings.get(key);
        return held == null ? List.of() : held.current();
    }

    public Optional<BatchState> batch(int number) {
        return Optional.ofNullable(batches.get(number));
    }

    /** A job exists once it has a sealed write. */
    public boolean exists() {
        return !writes.isEmpty();
    }

    /** In the order in which they were sealed. */
    public Collection<Event.WriteSealed> writes() {
        return Collections.unmodifiableCollection(writes.values());
    }

    public Optional<Event.WriteSealed> write(String write) {
        return Optional.ofNullable(writes.get(write));
    }

    /** By number. */
    public Collection<BatchState> batches() {
        return Collections.unmodifiableCollection(batches.values());
    }

    List<BatchState> batches(BatchState.Phase phase) {
        List<BatchState> found = new ArrayList<>();
        for (BatchState batch : batches.values()) {
            if (batch.phase() == phase) {
                found.add(batch);
            }
        }
        return found;
    }

    int nextBatchNumber() {
        return batches.isEmpty() ? 1 : batches.lastKey() + 1;
    }

    /** The limits in force: those of the first seal, or the last change. */
    public LimitTerms limits() {
        if (limits == null) {
            throw new IllegalStateException("no write is sealed");
        }
        return limits;
    }

    /** Whether some lines are in no batch that was or may be bought. */
    public boolean hasUnplannedLines() {
        return exists() && !new Planner(this).plan().isEmpty();
    }

    public boolean cancelAsked() {
        return cancelAsked;
    }

    /** Batches that exist at the provider though their purchase was given up. */
    Set<String> strays() {
        return strays;
    }

    public long lastEntry() {
        return lastEntry;
    }

    StagedShard shard(ShardKey key) {
        return sealed(shards, key);
    }

    StagedPart partOf(ShardKey key) {
        return sealed(partOf, key);
    }

    private static <T> T sealed(Map<ShardKey, T> things, ShardKey key) {
        T thing = things.get(key);
        if (thing == null) {
            throw new IllegalStateException("no sealed write has " + key);
        }
        return thing;
    }
}
