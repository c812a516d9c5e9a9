package io.github.batchferry.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A planned batch and what the ledger says of it. Changed by {@link JobState} only. */
public final class BatchState {
    /** How far a batch has come. The last three are ends. */
    public enum Phase {
        PLANNED,
        UPLOADED,
        INTENDED,
        CREATED,
        DENIED,
        VOIDED,
        COLLECTED
    }

    /** A server that names 100 bad lines at a time has then named 2,000. */
    private static final int MOST_ROUNDS = 20;

    private final PlannedBatch planned;
    private final Instant plannedAt;
    private Phase phase = Phase.PLANNED;
    private @Nullable String fileId;
    private @Nullable String intendedBy;
    private long intendedAtEntry;
    private @Nullable Instant intendedAt;
    private @Nullable String doubt;
    private @Nullable String batchId;
    private Event.@Nullable Denied denied;
    private Event.@Nullable Collected collected;
    private @Nullable String tooLarge;
    private boolean cleaned;

    BatchState(PlannedBatch planned, Instant plannedAt) {
        this.planned = planned;
        this.plannedAt = plannedAt;
    }

    public PlannedBatch planned() {
        return planned;
    }

    public int number() {
        return planned.number();
    }

    public Phase phase() {
        return phase;
    }

    public Instant plannedAt() {
        return plannedAt;
    }

    /** The uploaded input file that the intent names. */
    public @Nullable String fileId() {
        return fileId;
    }

    public @Nullable Instant intendedAt() {
        return intendedAt;
    }

    /** Why nobody can tell whether the batch was bought; absent while that is not in doubt. */
    public @Nullable String doubt() {
        return phase == Phase.INTENDED ? doubt : null;
    }

    public @Nullable String batchId() {
        return batchId;
    }

    public Event.@Nullable Denied denied() {
        return denied;
    }

    public Event.@Nullable Collected collected() {
        return collected;
    }

    /** Whether a purchase may have been made, or be made, under this number whose end is not in the ledger. */
    public boolean isOpen() {
        return phase == Phase.INTENDED || phase == Phase.CREATED;
    }

    boolean isIntendedAt(long entry) {
        return phase == Phase.INTENDED && intendedAtEntry == entry;
    }

    boolean isIntendedBy(String driver) {
        return phase == Phase.INTENDED && driver.equals(intendedBy);
    }

    /** Why the batch was never offered to the server: it is over a limit. Absent for all others. */
    public @Nullable String tooLarge() {
        return tooLarge;
    }

    /** Whether its input file may be deleted at the provider, or is. */
    boolean needsCleaning() {
        return phase == Phase.COLLECTED && !cleaned;
    }

    /** Positions that were not bought, or not answered: ascending, disjoint. */
    List<PositionRange> released() {
        boolean all = switch (phase) {
            case VOIDED -> tooLarge == null || planned.requests() > 1;
            case DENIED -> denied != null && denied.then() != Event.AfterRefusal.FAIL_ROWS;
            default -> false;
        };
        if (all) {
            return List.of(new PositionRange(0, planned.requests()));
        }
        return phase == Phase.COLLECTED && collected != null ? collected.unanswered() : List.of();
    }

    /** Whether these positions are free to be planned anew. */
    boolean releases(int fromPosition, int toPosition) {
        List<PositionRange> released = released();
        int at = fromPosition;
        for (int i = PositionRange.firstEndingAfter(released, at); at < toPosition && i < released.size(); i++) {
            if (released.get(i).from() > at) {
                return false;
            }
            at = released.get(i).to();
        }
        return at >= toPosition;
    }

    /** Which purchase of its lines the next one would be. */
    int nextAttempt() {
        return phase == Phase.COLLECTED && !failedValidation() ? planned.attempt() + 1 : planned.attempt();
    }

    /** How many batches with its lines would then have failed validation in a row. */
    int nextRound() {
        if (phase != Phase.COLLECTED) {
            return planned.round();
        }
        if (!failedValidation()) {
            return 0;
        }
        boolean counts = collected != null && collected.then() == Event.AfterRefusal.PLAN_AGAIN;
        return planned.round() + (counts ? 1 : 0);
    }

    /** Whether the lines that it released may be bought once more. */
    boolean mayGoAgain(int maxAttempts) {
        return phase != Phase.COLLECTED || nextAttempt() <= maxAttempts && nextRound() < MOST_ROUNDS;
    }

    /** Whether nothing of it ran. */
    boolean failedValidation() {
        return collected != null && collected.then() != null;
    }

    boolean isPurchasable() {
        return phase == Phase.PLANNED || phase == Phase.UPLOADED;
    }

    void uploaded(Event.Uploaded event) {
        if (isPurchasable()) {
            phase = Phase.UPLOADED;
            fileId = event.fileId();
        }
    }

    void intended(Event.Intended event, Entry entry) {
        if (isPurchasable()) {
            phase = Phase.INTENDED;
            fileId = event.fileId();
            intendedBy = entry.driver();
            intendedAtEntry = entry.number();
            intendedAt = entry.at();
        }
    }

    /** Whether the batch is ours; false where this purchase was given up before. */
    boolean created(Event.Created event) {
        if (phase == Phase.INTENDED) {
            phase = Phase.CREATED;
            batchId = event.batchId();
        }
        return event.batchId().equals(batchId);
    }

    boolean denied(Event.Denied event) {
        if (phase != Phase.INTENDED) {
            return false;
        }
        phase = Phase.DENIED;
        denied = event;
        return true;
    }

    void inDoubt(Event.InDoubt event) {
        if (phase == Phase.INTENDED) {
            doubt = event.reason();
        }
    }

    /** What was never intended is voided for one reason only: its size. */
    void voided(Event.Voided event) {
        if (isPurchasable()) {
            tooLarge = event.reason();
            phase = Phase.VOIDED;
        } else if (phase == Phase.INTENDED) {
            phase = Phase.VOIDED;
        }
    }

    /** Whether this collection is the one that holds. */
    boolean collected(Event.Collected event) {
        if (phase != Phase.CREATED || !event.batchId().equals(batchId)) {
            return false;
        }
        phase = Phase.COLLECTED;
        collected = event;
        return true;
    }

    void cleaned() {
        cleaned = phase == Phase.COLLECTED;
    }
}
