package io.github.batchferry.emulator.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.Json;

/** A file object; its content stands in {@link Contents}. Times are milliseconds since the epoch. */
public record KeptFile(
        String id,
        String project,
        String filename,
        String purpose,
        long bytes,
        String sha256,
        long createdAt,
        long expiresAt) {
    static final String OUTPUT = "batch_output";

    /** Whether a batch made it. */
    public boolean isResult() {
        return purpose.equals(OUTPUT);
    }

    public ObjectNode view() {
        return Json.object()
                .put("object", "file")
                .put("id", id)
                .put("purpose", purpose)
                .put("filename", filename)
                .put("bytes", bytes)
                .put("created_at", createdAt / 1000)
                .put("expires_at", expiresAt / 1000)
                .put("status", "processed")
                .putNull("status_details");
    }
}
