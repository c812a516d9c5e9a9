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

    /** Whether these positions are free to be planned anew. */
    boolean releases(int fromPosition, int toPosition) {
        return switch (phase) {
            case VOIDED -> true;
            case DENIED -> denied != null && denied.then() == Event.AfterDenial.PLAN_AGAIN;
            case COLLECTED -> collected != null && covers(collected.unanswered(), fromPosition, toPosition);
            default -> false;
        };
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

    void denied(Event.Denied event) {
        if (phase == Phase.INTENDED) {
            phase = Phase.DENIED;
            denied = event;
        }
    }

    void inDoubt(Event.InDoubt event) {
        if (phase == Phase.INTENDED) {
            doubt = event.reason();
        }
    }

    void voided() {
        if (isPurchasable() || phase == Phase.INTENDED) {
            phase = Phase.VOIDED;
        }
    }

    void collected(Event.Collected event) {
        if (phase == Phase.CREATED && event.batchId().equals(batchId)) {
            phase = Phase.COLLECTED;
            collected = event;
        }
    }

    private static boolean covers(List<PositionRange> ranges, int from, int to) {
        int at = from;
        for (PositionRange range : ranges) {
            if (range.from() <= at && at < range.to()) {
                at = range.to();
            }
        }
        return at >= to;
    }
}
