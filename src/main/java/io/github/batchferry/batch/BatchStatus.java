package io.github.batchferry.batch;

import java.util.Locale;
import java.util.Set;

/**
 * The status of a batch as the server names it, lower-cased, and in OpenAI's word where another is known for it. A value
 * that is not known here is data, not an error: it counts as not ended.
 */
public record BatchStatus(String value) {
    public static final BatchStatus VALIDATING = new BatchStatus("validating");
    public static final BatchStatus FAILED = new BatchStatus("failed");
    public static final BatchStatus IN_PROGRESS = new BatchStatus("in_progress");
    public static final BatchStatus FINALIZING = new BatchStatus("finalizing");
    public static final BatchStatus COMPLETED = new BatchStatus("completed");
    public static final BatchStatus EXPIRED = new BatchStatus("expired");
    public static final BatchStatus CANCELLING = new BatchStatus("cancelling");
    public static final BatchStatus CANCELLED = new BatchStatus("cancelled");

    private static final Set<BatchStatus> TERMINAL = Set.of(FAILED, COMPLETED, EXPIRED, CANCELLED);

    public BatchStatus {
        String known = value.strip().toLowerCase(Locale.ROOT);
        value = switch (known) {
            case "canceled" -> "cancelled";
            case "canceling", "cancellation_requested" -> "cancelling";
            case "progress", "running", "queued" -> "in_progress";
            case "success" -> "completed";
            case "timeout_exceeded" -> "expired";
            default -> known;
        };
    }

    public boolean isTerminal() {
        return TERMINAL.contains(this);
    }

    @Override
    public String toString() {
        return value;
    }
}
