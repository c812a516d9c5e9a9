package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Strokes over the view of a batch. */
final class Paint {
    private static final List<String> ENDS = List.of(
            "finalizing_at", "completed_at", "failed_at", "expired_at", "cancelling_at", "cancelled_at", "errors");

    private Paint() {}

    /** As it was before it ended. */
    static void running(ObjectNode view) {
        view.put("status", "in_progress");
        ENDS.forEach(view::putNull);
        files(view);
        counts(view, view.at("/request_counts/total").asLong(), 0, 0);
    }

    /** As it was before it ended, for a while. */
    static Manner.Painter late(long millis) {
        return (view, look) -> {
            if (look.endedLessThan(millis)) {
                running(view);
            }
        };
    }

    static void files(ObjectNode view) {
        view.putNull("output_file_id").putNull("error_file_id");
    }

    static void counts(ObjectNode view, long total, long completed, long failed) {
        view.putObject("request_counts")
                .put("total", total)
                .put("completed", completed)
                .put("failed", failed);
    }
}
