package io.github.batchferry.ledger;

import io.github.batchferry.provider.ToldLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger tells of the provider's queue for one model: its limit, and since when it refuses. */
final class ModelQueue {
    private static final int DOUBLINGS = 4;

    private final Duration firstWait;
    private @Nullable Long tokens;
    private @Nullable Long requests;
    private int refusals;
    private Instant refusedAt = Instant.EPOCH;

    private ModelQueue(Duration firstWait) {
        this.firstWait = firstWait;
    }

    /** Its counter may lag behind for hours: the wait after a refusal doubles from one minute to sixteen. */
    static ModelQueue ofModel() {
        return new ModelQueue(Duration.ofMinutes(1));
    }

    /** For a server that refuses for a while whatever is asked: from five seconds to eighty. */
    static ModelQueue ofServer() {
        return new ModelQueue(Duration.ofSeconds(5));
    }

    void refused(Optional<ToldLimit> told, Instant at) {
        refusals++;
        refusedAt = at;
        told.ifPresent(limit -> {
            if (limit.unit() == ToldLimit.Unit.TOKENS) {
                tokens = limit.amount();
            } else {
                requests = limit.amount();
            }
        });
    }

    /** A batch has left the queue, so there is room again. */
    void moved() {
        refusals = 0;
    }

    /** A limit that was given is believed until the server says otherwise. */
    void forgetTokens() {
        tokens = null;
    }

    @Nullable
    Long tokens() {
        return tokens;
    }

    @Nullable
    Long requests() {
        return requests;
    }

    /** A refusal that lies ahead by more than the wait was recorded by a clock that is wrong, and is not waited for. */
    boolean mayBeTried(Instant now) {
        Duration wait = firstWait.multipliedBy(1L << Math.min(Math.max(refusals, 1) - 1, DOUBLINGS));
        return refusals == 0 || Duration.between(refusedAt, now).abs().compareTo(wait) >= 0;
    }
}
