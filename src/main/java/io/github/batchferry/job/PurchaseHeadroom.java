package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.QueueUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be bought right now. The load of all our open batches in the project, of whatever job on whatever cluster, is
 * told by their metadata; what others put there is unknown, so the server's refusal stays the truth.
 */
final class PurchaseHeadroom {
    /** OpenAI's limit for embeddings, where no refusal said otherwise. */
    private static final long ENQUEUED_EMBEDDINGS = 1_000_000;

    /** Longer than any window that has been sold as "24h" runs in practice. */
    private static final long LOOK_BACK = Duration.ofHours(26).toSeconds();

    private static final Duration HOUR = Duration.ofHours(1);

    /** Whether a batch may be bought. */
    enum Answer {
        TAKES,
        /** Later, when others have ended. */
        WAITS,
        /** Never as it is. */
        TOO_LARGE
    }

    private final JobState state;
    private final Instant now;
    private final Listing listing;
    private final Set<String> closed = new HashSet<>();
    private @Nullable Map<String, QueueLoad> loads;
    private int boughtThisHour;

    PurchaseHeadroom(JobState state, Instant now, Listing listing) {
        this(state, now, listing, boughtWithinAnHour(state, now));
    }

    private PurchaseHeadroom(JobState state, Instant now, Listing listing, int boughtThisHour) {
        this.state = state;
        this.now = now;
        this.listing = listing;
        this.boughtThisHour = boughtThisHour;
    }

    private static int boughtWithinAnHour(JobState state, Instant now) {
        int bought = 0;
        for (BatchState batch : state.batches()) {
            Instant intended = batch.intendedAt();
            if (intended != null
                    && Duration.between(intended, now).abs().compareTo(HOUR) < 0
                    && batch.phase() != BatchState.Phase.VOIDED) {
                bought++;
            }
        }
        return bought;
    }

    /** What is added to one is not in the other. */
    PurchaseHeadroom copy() {
        PurchaseHeadroom copy = new PurchaseHeadroom(state, now, listing, boughtThisHour);
        copy.closed.addAll(closed);
        copy.loads = loads == null ? null : new HashMap<>(loads);
        return copy;
    }

    /** @param tokens of the batch, as well as they are known */
    Answer answer(PlannedBatch batch, long tokens) {
        Long limit = state.enqueuedTokenLimit(batch.model());
        if (isTooLarge(batch, tokens)) {
            return Answer.TOO_LARGE;
        }
        Long requests = requestLimit(batch);
        if (closed.contains(batch.model())
                || boughtThisHour >= state.limits().maxBatchesPerHour()
                || !state.mayBeTried(batch.model(), now)) {
            return Answer.WAITS;
        }
        if (limit == null && requests == null) {
            return Answer.TAKES;
        }
        QueueLoad load = load(batch.model());
        boolean alone = load.tokens() == 0 && batch.requests() == 1;
        boolean fits = (limit == null || alone || load.tokens() + tokens <= limit)
                && (requests == null || load.requests() + batch.requests() <= requests);
        return fits ? Answer.TAKES : Answer.WAITS;
    }

    /** Whether nobody has said how much the queue of this model takes. */
    boolean isUnknown(String model) {
        return state.enqueuedTokenLimit(model) == null;
    }

    /** Nothing more of this model for now. */
    void close(String model) {
        closed.add(model);
    }

    void add(QueueLoad bought) {
        boughtThisHour++;
        if (loads != null) {
            put(loads, bought);
        }
    }

    /** A limit that the server told cuts a batch, but fails no request: that one is offered when nothing else waits. */
    private boolean isTooLarge(PlannedBatch batch, long tokens) {
        Long queue =
                batch.requests() == 1 ? state.limits().enqueuedTokenLimit() : state.enqueuedTokenLimit(batch.model());
        Long most = state.limits().maxTokensPerBatch();
        return queue != null && tokens > queue || most != null && tokens > most;
    }

    /** Whether a refused batch is to be posted again now, or to be cut. */
    boolean wants(BatchState batch) {
        return answer(batch.planned(), batch.planned().tokens()) != Answer.WAITS;
    }

    private @Nullable Long requestLimit(PlannedBatch batch) {
        Long learned = state.enqueuedRequestLimit(batch.model());
        boolean counted = Endpoints.of(batch.endpoint()).orElseThrow().queueUnit() == QueueUnit.REQUESTS;
        return learned == null && counted ? Long.valueOf(ENQUEUED_EMBEDDINGS) : learned;
    }

    private QueueLoad load(String model) {
        if (loads == null) {
            loads = loads();
        }
        return loads.getOrDefault(model, new QueueLoad(model, 0, 0));
    }

    private Map<String, QueueLoad> loads() {
        listing.lookBack(LOOK_BACK);
        Map<String, QueueLoad> sums = new HashMap<>();
        Set<String> listed = new HashSet<>();
        for (Batch remote : listing.all()) {
            listed.add(Metadata.key(remote));
            QueueLoad load = Metadata.load(remote);
            if (load != null && !remote.status().isTerminal()) {
                put(sums, load);
            }
        }
        for (BatchState batch : state.batches()) {
            if (batch.isOpen() && !listed.contains(Metadata.key(state, batch.number()))) {
                put(sums, QueueLoad.of(batch.planned()));
            }
        }
        return sums;
    }

    private static void put(Map<String, QueueLoad> sums, QueueLoad more) {
        sums.merge(more.model(), more, QueueLoad::plus);
    }
}
