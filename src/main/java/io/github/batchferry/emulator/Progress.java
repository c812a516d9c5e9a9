package io.github.batchferry.emulator;

import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Counts;
import io.github.batchferry.emulator.line.LineError;
import io.github.batchferry.emulator.line.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch. Results are here from the end of the execution on, and are shown once the batch has ended.
 *
 * @param at milliseconds since the epoch by the name of the status that began then
 * @param tokens enqueued, while the batch is open
 */
record Progress(
        String status,
        Map<String, Long> at,
        @Nullable String model,
        long tokens,
        Counts counts,
        Usage usage,
        List<LineError> errors,
        @Nullable KeptFile output,
        @Nullable KeptFile errorFile) {
    static final String VALIDATING = "validating";
    static final String FAILED = "failed";
    static final String IN_PROGRESS = "in_progress";
    static final String FINALIZING = "finalizing";
    static final String COMPLETED = "completed";
    static final String EXPIRED = "expired";
    static final String CANCELLING = "cancelling";
    static final String CANCELLED = "cancelled";

    Progress {
        at = Map.copyOf(at);
        errors = List.copyOf(errors);
    }

    static Progress begun() {
        return new Progress(VALIDATING, Map.of(), null, 0, Counts.NONE, Usage.NONE, List.of(), null, null);
    }

    Progress to(String next, long nowMillis) {
        Map<String, Long> times = new LinkedHashMap<>(at);
        times.put(next, nowMillis);
        return new Progress(next, times, model, tokens, counts, usage, errors, output, errorFile);
    }

    Progress failed(List<LineError> why, @Nullable String ofModel, long nowMillis) {
        return new Progress(status, at, ofModel, 0, Counts.NONE, usage, why, null, null).to(FAILED, nowMillis);
    }

    Progress validated(String ofModel, long total, long enqueued) {
        return new Progress(status, at, ofModel, enqueued, new Counts(total, 0, 0), usage, errors, null, null);
    }

    Progress executed(Results results) {
        return new Progress(
                status,
                at,
                model,
                tokens,
                results.counts(),
                results.usage(),
                errors,
                results.output(),
                results.errorFile());
    }

    boolean isTerminal() {
        return switch (status) {
            case FAILED, COMPLETED, EXPIRED, CANCELLED -> true;
            default -> false;
        };
    }

    long since(String begun) {
        return at.getOrDefault(begun, 0L);
    }
}
