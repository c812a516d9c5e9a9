package io.github.batchferry.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.batchferry.batch.BatchUsage;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.answer.RowStatus;
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
    @JsonSubTypes.Type(value = Event.ImageUploaded.class, name = "image_uploaded"),
    @JsonSubTypes.Type(value = Event.Uploaded.class, name = "uploaded"),
    @JsonSubTypes.Type(value = Event.Intended.class, name = "intended"),
    @JsonSubTypes.Type(value = Event.Created.class, name = "created"),
    @JsonSubTypes.Type(value = Event.Denied.class, name = "denied"),
    @JsonSubTypes.Type(value = Event.Checked.class, name = "checked"),
    @JsonSubTypes.Type(value = Event.InDoubt.class, name = "in_doubt"),
    @JsonSubTypes.Type(value = Event.Fenced.class, name = "fenced"),
    @JsonSubTypes.Type(value = Event.Voided.class, name = "voided"),
    @JsonSubTypes.Type(value = Event.SeenEnded.class, name = "seen_ended"),
    @JsonSubTypes.Type(value = Event.Collected.class, name = "collected"),
    @JsonSubTypes.Type(value = Event.CollectedAgain.class, name = "collected_again"),
    @JsonSubTypes.Type(value = Event.AssetsSaved.class, name = "assets_saved"),
    @JsonSubTypes.Type(value = Event.RetryAsked.class, name = "retry_asked"),
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
     * @param purchase may say that the job is paused from here on, which no other driver can come before
     */
    record WriteSealed(
            String write,
            SealCondition condition,
            @Nullable String writeId,
            String fingerprint,
            String schema,
            String sparkVersion,
            RequestTemplate request,
            OutputSpec output,
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

    /**
     * An image that lines name by its hash stands at the provider. Not paid for.
     *
     * @param expiresAt in seconds since the epoch, by the server's clock; 0 where the server says nothing
     * @param replaces the file that stood there for this image until now, for batches uploaded from here on; null for none
     */
    record ImageUploaded(
            String sha256,
            String fileId,
            long bytes,
            long expiresAt,
            @Nullable String replaces) implements Event {}

    record Uploaded(int batch, String fileId, long bytes) implements Event {}

    /** About to be bought, by the driver of this entry alone. */
    record Intended(int batch, String fileId) implements Event {}

    /** @param how {@code posted}, {@code adopted} or {@code resolved} */
    record Created(int batch, String batchId, String how) implements Event {}

    /**
     * The server refused the purchase, or the upload before it. A refused purchase is a claim: until it is
     * {@link Checked} or intended again, the batch may exist all the same.
     *
     * @param status the HTTP status, 0 where nothing was sent
     * @param message the server's words
     * @param then what becomes of the lines, once it is known that the batch does not exist
     * @param lines the server's words about single lines, by position in the batch
     * @param retryAfterSeconds how long the server asks to wait
     */
    record Denied(
            int batch,
            int status,
            @Nullable String code,
            String message,
            AfterRefusal then,
            Map<Integer, Reason> lines,
            @Nullable Long retryAfterSeconds)
            implements Event {
        public Denied {
            lines = lines == null ? Map.of() : Map.copyOf(lines);
        }

        Denied then(AfterRefusal other) {
            return new Denied(batch, status, code, message, other, lines, retryAfterSeconds);
        }
    }

    /** The whole list was read, a settle time after the refusal, and no batch made from the input file is in it. */
    record Checked(int batch) implements Event {}

    record InDoubt(int batch, String reason) implements Event {}

    /**
     * The input file is about to be deleted, so that a purchase that is still on its way fails unpaid.
     *
     * @param witness a file that this key has just uploaded: a key that does not see it belongs to another project
     */
    record Fenced(int batch, @Nullable String witness) implements Event {}

    /** The batch will never be bought under this number; its lines may be planned again. */
    record Voided(int batch, String reason) implements Event {}

    /**
     * A look at an ended batch that did not prove what became of each request: the first one, and each that differs.
     *
     * @param outputBytes of the output file as it was fetched, -1 where it was not had; {@code errorBytes} likewise
     */
    record SeenEnded(
            int batch,
            String status,
            @Nullable RequestCounts counts,
            @Nullable String outputFileId,
            @Nullable String errorFileId,
            long outputBytes,
            long errorBytes)
            implements Event {}

    /**
     * The end of a batch. The files are absent where the server named none.
     *
     * @param billed what the server says that the batch used, all requests together; null where it does not
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
            @Nullable BatchUsage billed,
            @Nullable Reason absent,
            Map<Integer, Reason> lineReasons,
            List<PositionRange> unanswered,
            Map<RowStatus, Integer> unansweredBy,
            @Nullable AfterRefusal then)
            implements Event {
        public Collected {
            lineReasons = Map.copyOf(lineReasons);
            unanswered = List.copyOf(unanswered);
            unansweredBy = Map.copyOf(unansweredBy);
        }

        /** Whether lines were lost of requests that were perhaps paid. */
        public boolean lacksLines() {
            return absent != null && Reason.RESULT_INCOMPLETE.equals(absent.code());
        }

        Collected with(CollectedAgain later) {
            return new Collected(
                    batch,
                    batchId,
                    status,
                    later.collector(),
                    later.output(),
                    later.errors(),
                    later.index(),
                    later.counts(),
                    later.billed(),
                    later.absent(),
                    lineReasons,
                    later.unanswered(),
                    later.unansweredBy(),
                    null);
        }
    }

    /**
     * A later look at a collected batch found more than was collected. Its files hold what the first collection had, and
     * the new lines behind it; the fold takes outcomes only for lines that had no answer.
     */
    record CollectedAgain(
            int batch,
            String collector,
            @Nullable CollectedFile output,
            @Nullable CollectedFile errors,
            CollectedFile index,
            OutcomeCounts counts,
            @Nullable BatchUsage billed,
            @Nullable Reason absent,
            List<PositionRange> unanswered,
            Map<RowStatus, Integer> unansweredBy)
            implements Event {
        public CollectedAgain {
            unanswered = List.copyOf(unanswered);
            unansweredBy = Map.copyOf(unansweredBy);
        }
    }

    /**
     * What answers of a collected batch hold or point to stands as files, as far as it could be had. The index holds what
     * earlier looks saved, too.
     *
     * @param look counts from 1; of several of one number the first holds
     * @param of path of the index of the results that it was made of
     * @param open how many assets are tried again, with answers that were not looked at yet
     * @param lost how many cannot be had any more
     */
    record AssetsSaved(int batch, int look, String of, CollectedFile index, int saved, int open, int lost)
            implements Event {}

    /**
     * A person's word: these requests, which have no answer, may be bought once more.
     *
     * @param evenIfPaid how many of them may have been paid without an answer
     */
    record RetryAsked(String by, List<Freed> batches, int evenIfPaid) implements Event {
        public RetryAsked {
            batches = List.copyOf(batches);
        }
    }

    /**
     * Requests of one batch that are freed by {@link RetryAsked}.
     *
     * @param positions by the status that they had; empty for a batch that was refused, which is bought as it is
     */
    record Freed(int batch, Map<RowStatus, List<PositionRange>> positions) {
        public Freed {
            positions = Map.copyOf(positions);
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
