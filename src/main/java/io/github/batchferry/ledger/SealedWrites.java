package io.github.batchferry.ledger;

import io.github.batchferry.provider.Provider;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writes of a job, in the order in which they were sealed, and their shards. */
final class SealedWrites {
    /** The fingerprint of a write without a request. Such writes may be sealed again and again. */
    private static final String NOTHING_ASKED = Fingerprint.of(List.of());

    private final Map<String, Event.WriteSealed> writes = new LinkedHashMap<>();
    private final Map<ShardKey, StagedShard> shards = new HashMap<>();
    private final Map<ShardKey, StagedPart> partOf = new HashMap<>();
    private PurchaseTerms.@Nullable Pause pause;

    /** Whether the seal is valid. */
    boolean seal(Event.WriteSealed sealed) {
        if (writes.containsKey(sealed.write()) || rival(sealed).isPresent()) {
            return false;
        }
        writes.put(sealed.write(), sealed);
        if (sealed.purchase().pause() != null) {
            pause = sealed.purchase().pause();
        }
        for (StagedPart part : sealed.parts()) {
            for (StagedShard shard : part.shards()) {
                ShardKey key = new ShardKey(sealed.write(), part.part(), shard.ordinal());
                shards.put(key, shard);
                partOf.put(key, part);
            }
        }
        return true;
    }

    Optional<Event.WriteSealed> rival(Event.WriteSealed sealed) {
        Optional<Event.WriteSealed> unlike = writes.values().stream()
                .filter(w -> !CompatibleWrites.are(w, sealed))
                .findFirst();
        if (unlike.isPresent()) {
            return unlike;
        }
        boolean wouldPause = sealed.purchase().pause() != null && pause == null;
        return wouldPause && !writes.isEmpty() ? writes.values().stream().findFirst() : excluding(sealed);
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

    Collection<Event.WriteSealed> all() {
        return Collections.unmodifiableCollection(writes.values());
    }

    /** Why nothing is bought until somebody resumes; null where buying goes on. */
    PurchaseTerms.@Nullable Pause pause() {
        return pause;
    }

    void resume() {
        pause = null;
    }

    Provider provider() {
        return writes.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no write is sealed"))
                .connection()
                .provider();
    }

    Optional<Event.WriteSealed> write(String name) {
        return Optional.ofNullable(writes.get(name));
    }

    /** Null where no sealed write has it. */
    @Nullable
    StagedShard find(ShardKey key) {
        return shards.get(key);
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
