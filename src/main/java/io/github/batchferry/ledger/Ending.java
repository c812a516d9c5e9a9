package io.github.batchferry.ledger;

import io.github.batchferry.result.answer.RowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger says of a batch after it has ended at the server: the looks at it, what was collected, what was freed. */
final class Ending {
    /** So often lines that a server names are taken out at once; then by the clock, too. */
    private static final int PROMPT_ROUNDS = 20;

    private final PlannedBatch planned;
    private Event.@Nullable SeenEnded seen;
    private Instant seenAt = Instant.EPOCH;
    private Instant firstSeenAt = Instant.EPOCH;
    private Event.@Nullable Collected collected;
    private Instant collectedAt = Instant.EPOCH;
    private Event.@Nullable AssetsSaved assets;
    private final Map<RowStatus, List<PositionRange>> freed = new HashMap<>();

    Ending(PlannedBatch planned) {
        this.planned = planned;
    }

    void seen(Event.SeenEnded event, Instant at) {
        firstSeenAt = seen == null || at.isBefore(firstSeenAt) ? at : firstSeenAt;
        seen = event;
        seenAt = at;
    }

    void collected(Event.Collected event, Instant at) {
        collected = event;
        collectedAt = at;
    }

    void collectedAgain(Event.CollectedAgain event) {
        collected = collected == null ? null : collected.with(event);
    }

    void assetsSaved(Event.AssetsSaved event) {
        int look = assets == null ? 1 : assets.look() + 1;
        if (event.look() == look && event.of().equals(results())) {
            assets = event;
        }
    }

    Event.@Nullable AssetsSaved assets() {
        return assets;
    }

    boolean owesAssets() {
        return results() != null
                && (assets == null || assets.open() > 0 || !assets.of().equals(results()));
    }

    private @Nullable String results() {
        CollectedFile index = collected == null ? null : collected.index();
        return index == null ? null : index.path();
    }

    void freed(Map<RowStatus, List<PositionRange>> positions) {
        positions.forEach((status, some) -> freed.merge(status, some, PositionRange::union));
    }

    Event.@Nullable SeenEnded seen() {
        return seen;
    }

    Instant seenAt() {
        return seenAt;
    }

    Instant firstSeenAt() {
        return firstSeenAt;
    }

    Event.@Nullable Collected collected() {
        return collected;
    }

    Instant collectedAt() {
        return collectedAt;
    }

    /** Positions that a person has freed, by the status that they had. */
    Map<RowStatus, List<PositionRange>> freed() {
        return freed;
    }

    List<PositionRange> released() {
        return collected == null ? List.of() : PositionRange.union(collected.unanswered(), freedPositions());
    }

    List<PositionRange> freedPositions() {
        List<PositionRange> all = List.of();
        for (List<PositionRange> some : freed.values()) {
            all = PositionRange.union(all, some);
        }
        return all;
    }

    /** Whether nothing of it ran. */
    boolean failedValidation() {
        return collected != null && collected.then() != null;
    }

    int nextAttempt() {
        return collected == null || failedValidation() ? planned.attempt() : planned.attempt() + 1;
    }

    int nextRound() {
        if (collected != null && !failedValidation()) {
            return 0;
        }
        return planned.round() + (failedForNow() ? 1 : 0);
    }

    Duration pause() {
        boolean progress = namesLines() && planned.round() < PROMPT_ROUNDS;
        return failedForNow() && freed.isEmpty() && !progress ? BackOff.pause(nextRound()) : Duration.ZERO;
    }

    /** Each line that the server names is one less; for what it does not name there is patience. */
    boolean mayGoAgain(int maxAttempts) {
        return nextAttempt() <= maxAttempts && (namesLines() || nextRound() < BackOff.PATIENCE);
    }

    private boolean failedForNow() {
        return collected != null && collected.then() == Event.AfterRefusal.PLAN_AGAIN;
    }

    private boolean namesLines() {
        return collected != null && !collected.lineReasons().isEmpty();
    }
}
