package io.github.batchferry.job.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Takes request lines and hands out the custom id of each, with its number from 0. */
final class VerifiedIds extends OutputStream {
    private static final JsonFactory JSON = new JsonFactory();

    private final Each each;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int lines;

    interface Each {
        /** @param id empty where the line does not begin as request lines do */
        void id(int line, byte[] id) throws IOException;
    }

    VerifiedIds(Each each) {
        this.each = each;
    }

    /** How many lines have ended. */
    int lines() {
        return lines;
    }

    /** Whether the last line has its end. */
    boolean ended() {
        return line.size() == 0;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int end = offset + count;
        int start = offset;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n') {
                line.write(bytes, start, at - start);
                each.id(lines++, customId(line.toByteArray()));
                line.reset();
                start = at + 1;
            }
        }
        line.write(bytes, start, end - start);
    }

    private static byte[] customId(byte[] line) throws IOException {
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            boolean first = "custom_id".equals(in.nextFieldName());
            String id = first ? in.nextTextValue() : null;
            return id == null ? new byte[0] : id.getBytes(StandardCharsets.UTF_8);
        }
    }
}
