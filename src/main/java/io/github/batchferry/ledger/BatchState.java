package io.github.batchferry.ledger;

import io.github.batchferry.result.answer.RowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A planned batch and what the ledger says of it. Changed by {@link JobState} only. */
public final class BatchState {
    /** How far a batch has come. {@link #VOIDED} and {@link #COLLECTED} are ends, {@link #DENIED} may be. */
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
    private long intendedAtEntry;
    private @Nullable Instant intendedAt;
    private @Nullable String doubt;
    private @Nullable String batchId;
    private final Denial denial = new Denial();
    private Event.@Nullable Fenced fenced;
    private final Ending ending;
    private @Nullable String tooLarge;
    private boolean cleaned;

    BatchState(PlannedBatch planned, Instant plannedAt) {
        this.planned = planned;
        this.plannedAt = plannedAt;
        ending = new Ending(planned);
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
        return phase == Phase.INTENDED || isUnchecked() ? doubt : null;
    }

    public @Nullable String batchId() {
        return batchId;
    }

    /** The last refusal. */
    public Event.@Nullable Denied denied() {
        return denial.last();
    }

    public Instant deniedAt() {
        return denial.at();
    }

    /** How often the server has refused it in a row. */
    public int denials() {
        return denial.count();
    }

    /** Whether its purchase was refused and nobody has proved yet that it does not exist. */
    public boolean isUnchecked() {
        return phase == Phase.DENIED && !denial.isChecked();
    }

    public Event.@Nullable Fenced fenced() {
        return fenced;
    }

    public Event.@Nullable Collected collected() {
        return ending.collected();
    }

    /** When it was collected first. */
    public Instant collectedAt() {
        return ending.collectedAt();
    }

    /** The last look at the assets of its answers; absent before the first. */
    public Event.@Nullable AssetsSaved assets() {
        return ending.assets();
    }

    /** Where its answers have assets: whether some of them may still be had. */
    boolean owesAssets() {
        return ending.owesAssets();
    }

    /** The last look at it that differed from the one before, after it had ended; absent once it is collected. */
    public Event.@Nullable SeenEnded seenEnded() {
        return phase == Phase.CREATED ? ending.seen() : null;
    }

    public Instant seenAt() {
        return ending.seenAt();
    }

    public Instant firstSeenAt() {
        return ending.firstSeenAt();
    }

    /** Whether a purchase may have been made, or be made, under this number whose end is not in the ledger. */
    public boolean isOpen() {
        return phase == Phase.INTENDED || phase == Phase.CREATED || isUnchecked();
    }

    public boolean isIntendedAt(long entry) {
        return phase == Phase.INTENDED && intendedAtEntry == entry;
    }

    /** Why the batch was never offered to the server: it is over a limit. Absent for all others. */
    public @Nullable String tooLarge() {
        return tooLarge;
    }

    /** Whether its input file may be deleted at the provider, or is. */
    public boolean needsCleaning() {
        return phase == Phase.COLLECTED && !cleaned;
    }

    /** Positions that may be planned anew, as far as this batch is concerned: ascending, disjoint. */
    public List<PositionRange> released() {
        return switch (phase) {
            case VOIDED -> tooLarge == null || planned.requests() > 1 ? all() : List.of();
            case DENIED ->
                denial.freeingLines().isEmpty()
                        ? List.of()
                        : Unanswered.allBut(denial.freeingLines(), planned.requests(), RowStatus.PENDING)
                                .positions();
            case COLLECTED -> ending.released();
            default -> List.of();
        };
    }

    /** Of the released positions those that are bought again when the job goes on. */
    public List<PositionRange> goingAgain(int maxAttempts) {
        return phase == Phase.COLLECTED && !ending.mayGoAgain(maxAttempts) ? ending.freedPositions() : released();
    }

    /** Positions that a person has freed, by the status that they had. */
    Map<RowStatus, List<PositionRange>> freed() {
        return ending.freed();
    }

    private List<PositionRange> all() {
        return List.of(new PositionRange(0, planned.requests()));
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
        return ending.nextAttempt();
    }

    /** How many batches with its lines would then have failed validation in a row. */
    int nextRound() {
        return ending.nextRound();
    }

    /** How long its lines wait before they are planned again. */
    Duration pause() {
        return ending.pause();
    }

    /** Whether nothing of it ran. */
    public boolean failedValidation() {
        return ending.failedValidation();
    }

    public boolean isPurchasable() {
        return phase == Phase.PLANNED || phase == Phase.UPLOADED;
    }

    /** Whether it was refused for a reason that passes, or that somebody may remove: it is posted again as it is. */
    public boolean isToBePostedAgain() {
        return phase == Phase.DENIED && fileId != null && denial.passes();
    }

    void uploaded(Event.Uploaded event) {
        if (isPurchasable()) {
            phase = Phase.UPLOADED;
            fileId = event.fileId();
        }
    }

    void intended(Event.Intended event, Entry entry) {
        if (isPurchasable() || isToBePostedAgain() && event.fileId().equals(fileId)) {
            phase = Phase.INTENDED;
            fileId = event.fileId();
            intendedAtEntry = entry.number();
            intendedAt = entry.at();
            denial.posted();
            doubt = null;
        }
    }

    /** Whether the batch is ours; false where this purchase was given up before. */
    boolean created(Event.Created event) {
        if (phase == Phase.INTENDED || phase == Phase.DENIED && fileId != null) {
            phase = Phase.CREATED;
            batchId = event.batchId();
            denial.over();
        }
        return event.batchId().equals(batchId);
    }

    boolean denied(Event.Denied event, Entry entry) {
        if (isPurchasable() && fileId == null) {
            denial.checked();
        } else if (phase != Phase.INTENDED) {
            return false;
        }
        denial.denied(event, entry.at());
        phase = event.status() == 0 ? Phase.UPLOADED : Phase.DENIED;
        return true;
    }

    void checked() {
        if (phase == Phase.DENIED) {
            denial.checked();
        }
    }

    public void fenced(Event.Fenced event) {
        if (fenced == null && isOpen()) {
            fenced = event;
        }
    }

    void inDoubt(Event.InDoubt event) {
        if (phase == Phase.INTENDED || isUnchecked()) {
            doubt = event.reason();
        }
    }

    /** What was never intended is voided for one reason only: its size. */
    void voided(Event.Voided event) {
        if (isPurchasable()) {
            tooLarge = event.reason();
            phase = Phase.VOIDED;
        } else if (phase == Phase.INTENDED || phase == Phase.DENIED && fileId != null) {
            phase = Phase.VOIDED;
        }
    }

    void seenEnded(Event.SeenEnded event, Instant at) {
        if (phase == Phase.CREATED) {
            ending.seen(event, at);
        }
    }

    /** Whether this collection is the one that holds. */
    boolean collected(Event.Collected event, Instant at) {
        if (phase != Phase.CREATED || !event.batchId().equals(batchId)) {
            return false;
        }
        phase = Phase.COLLECTED;
        ending.collected(event, at);
        return true;
    }

    void collectedAgain(Event.CollectedAgain event) {
        ending.collectedAgain(event);
    }

    void assetsSaved(Event.AssetsSaved event) {
        ending.assetsSaved(event);
    }

    void freed(Event.Freed event) {
        if (phase == Phase.COLLECTED) {
            ending.freed(event.positions());
        } else if (phase == Phase.DENIED && fileId != null) {
            denial.lifted();
        }
    }

    void cleaned() {
        cleaned = phase == Phase.COLLECTED;
    }
}
