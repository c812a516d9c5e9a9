package io.github.batchferry.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.shard.StagedPart;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a driver claims in the ledger. {@link JobState} decides which claims are valid. {@code docs/ledger.md} describes
 * the format; a field is never given another meaning without a new format number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.WriteSealed.class, name = "write_sealed"),
    @JsonSubTypes.Type(value = Event.LimitsChanged.class, name = "limits_changed"),
    @JsonSubTypes.Type(value = Event.Planned.class, name = "planned"),
    @JsonSubTypes.Type(value = Event.Uploaded.class, name = "uploaded"),
    @JsonSubTypes.Type(value = Event.Intended.class, name = "intended"),
    @JsonSubTypes.Type(value = Event.Created.class, name = "created"),
    @JsonSubTypes.Type(value = Event.Denied.class, name = "denied"),
    @JsonSubTypes.Type(value = Event.InDoubt.class, name = "in_doubt"),
    @JsonSubTypes.Type(value = Event.Voided.class, name = "voided"),
    @JsonSubTypes.Type(value = Event.Collected.class, name = "collected"),
    @JsonSubTypes.Type(value = Event.CancelAsked.class, name = "cancel_asked"),
    @JsonSubTypes.Type(value = Event.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = Event.Cleaned.class, name = "cleaned")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Event {
    /**
     * Freezes a write. From here on neither the DataFrame nor Spark is needed.
     *
     * @param schema of the rows, as Spark's JSON
     * @param sortedIds file of the ascending hashes of all custom ids, where they come from a column
     */
    record WriteSealed(
            String write,
            SealCondition condition,
            @Nullable String writeId,
            String fingerprint,
            String schema,
            String sparkVersion,
            RequestTemplate request,
            String output,
            @Nullable String customIdColumn,
            String resultPrefix,
            @Nullable String sortedIds,
            ConnectionTerms connection,
            PurchaseTerms purchase,
            LimitTerms limits,
            List<StagedPart> parts)
            implements Event {}

    record LimitsChanged(String by, LimitTerms limits) implements Event {}

    record Planned(List<PlannedBatch> batches) implements Event {}

    record Uploaded(int batch, String fileId, long bytes) implements Event {}

    /** About to be bought, by the driver of this entry alone. */
    record Intended(int batch, String fileId) implements Event {}

    /** @param how {@code posted}, {@code adopted} or {@code resolved} */
    record Created(int batch, String batchId, String how) implements Event {}

    /** Surely not bought. */
    record Denied(int batch, int status, @Nullable String code, String message, AfterRefusal then) implements Event {}

    record InDoubt(int batch, String reason) implements Event {}

    /** The batch will never be bought under this number; its lines may be planned again. */
    record Voided(int batch, String reason) implements Event {}

    /**
     * The end of a batch. The files are absent where the server named none.
     *
     * @param absent what it means that a line has no result, or null where every line has one
     * @param lineReasons the server's words about single lines, by position in the batch
     * @param unanswered lines that may be bought again, by position in the batch: ascending, disjoint
     * @param unansweredBy how many of them have which status
     * @param then what becomes of the unanswered lines of a batch that failed validation; null for a batch that ran
     */
    record Collected(
            int batch,
            String batchId,
            String status,
            String collector,
            @Nullable CollectedFile output,
            @Nullable CollectedFile errors,
            @Nullable CollectedFile index,
            @Nullable OutcomeCounts counts,
            @Nullable Reason absent,
            Map<Integer, Reason> lineReasons,
            List<PositionRange> unanswered,
            Map<String, Integer> unansweredBy,
            @Nullable AfterRefusal then)
            implements Event {
        public Collected {
            lineReasons = Map.copyOf(lineReasons);
            unanswered = List.copyOf(unanswered);
            unansweredBy = Map.copyOf(unansweredBy);
        }
    }

    record CancelAsked(String by) implements Event {}

    record Resumed(String by) implements Event {}

    record Cleaned(int batch, List<String> fileIds) implements Event {}

    /** What becomes of lines that the server refused to take, which therefore were not bought. */
    enum AfterRefusal {
        /** They are bought again as soon as may be. */
        PLAN_AGAIN,
        /** They wait: some limit is reached. */
        LATER,
        /** They wait until a person has changed something: a bill, a quota, a permission. */
        STOP,
        FAIL_ROWS
    }
}
