package io.github.batchferry.job;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The custom id of one of our own request lines, where it is the first field. */
final class CustomId {
    private CustomId() {}

    static byte[] of(byte[] line) throws IOException {
        try (JsonParser in = EntryFormat.JSON.createParser(line)) {
            in.nextToken();
            in.nextToken();
            in.nextToken();
            return in.getText().getBytes(StandardCharsets.UTF_8);
        }
    }
}
