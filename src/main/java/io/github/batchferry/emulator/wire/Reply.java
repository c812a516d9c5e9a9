package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.line.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status 0 where the connection ends without an answer
 * @param length of the body in bytes, or {@link #UNKNOWN} where it is sent in chunks
 */
public record Reply(int status, Map<String, String> headers, long length, Body body) {
    public static final long UNKNOWN = -1;

    public Reply {
        headers = Map.copyOf(headers);
    }

    public boolean isAbsent() {
        return status == 0;
    }

    public static Reply json(int status, JsonNode node) {
        return bytes(status, "application/json", Json.bytes(node));
    }

    public static Reply bytes(int status, String contentType, byte[] bytes) {
        return new Reply(status, Map.of("Content-Type", contentType), bytes.length, sink -> sink.write(bytes));
    }

    public static Reply file(Body content, String filename, long length) {
        return new Reply(
                200,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Disposition",
                        "attachment; filename=\"" + filename + "\""),
                length,
                content);
    }

    public static Reply streamed(String contentType, Body body) {
        return new Reply(200, Map.of("Content-Type", contentType), UNKNOWN, body);
    }

    /** Writes the whole body. Does not close the sink. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream sink) throws IOException;
    }
}
