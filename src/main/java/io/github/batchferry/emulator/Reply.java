package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status 0 where the connection ends without an answer
 * @param length of the body in bytes, or {@link #UNKNOWN} where it is sent in chunks
 */
record Reply(int status, Map<String, String> headers, long length, Body body) {
    static final long UNKNOWN = -1;

    Reply {
        headers = Map.copyOf(headers);
    }

    boolean isAbsent() {
        return status == 0;
    }

    static Reply json(int status, JsonNode node) {
        return bytes(status, "application/json", Json.bytes(node));
    }

    static Reply bytes(int status, String contentType, byte[] bytes) {
        return new Reply(status, Map.of("Content-Type", contentType), bytes.length, sink -> sink.write(bytes));
    }

    static Reply file(Body content, String filename, long length) {
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

    static Reply streamed(String contentType, Body body) {
        return new Reply(200, Map.of("Content-Type", contentType), UNKNOWN, body);
    }

    /** Writes the whole body. Does not close the sink. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream sink) throws IOException;
    }
}
