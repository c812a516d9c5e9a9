package io.github.batchferry.ledger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * An entry as bytes: one JSON object whose last field is the CRC32C of all bytes before that field, in eight hexadecimal
 * digits, in this format and in every later one. A file that is cut or changed anywhere is told apart from a whole one.
 */
final class EntryFormat {
    static final int FORMAT = 1;
    private static final String SEAL = ",\"crc32c\":\"";
    private static final int SEAL_LENGTH = SEAL.length() + 8 + 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxDocumentLength(-1)
                        .build());
    }

    private EntryFormat() {}

    static byte[] write(Entry entry) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("number", entry.number());
        json.put("driver", entry.driver());
        json.put("at", entry.at().toString());
        try {
            json.set(
                    "events",
                    JSON.readTree(
                            JSON.writerFor(new TypeReference<List<Event>>() {}).writeValueAsBytes(entry.events())));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("an entry of the ledger cannot be written as JSON", e);
        }
        String text = json.toString();
        byte[] open = text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
        byte[] seal = (SEAL + checksum(open, open.length) + "\"}").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = java.util.Arrays.copyOf(open, open.length + seal.length);
        System.arraycopy(seal, 0, whole, open.length, seal.length);
        return whole;
    }

    static Entry read(byte[] bytes, String path, long expectedNumber) {
        try {
            JsonNode json = JSON.readTree(bytes);
            int format = json.path("format").asInt(0);
            int open = bytes.length - SEAL_LENGTH;
            boolean whole =
                    open > 0 && checksum(bytes, open).equals(json.path("crc32c").asText());
            if (whole && format > FORMAT) {
                throw new UserException("the job directory has ledger format " + format + " (in " + path
                        + "), this version of Batchferry reads up to format " + FORMAT
                        + ": use the newer version that wrote it. Nothing was bought or changed");
            }
            if (whole && format == FORMAT && json.path("number").asLong() == expectedNumber) {
                List<Event> events =
                        JSON.readerFor(new TypeReference<List<Event>>() {}).readValue(json.path("events"));
                return new Entry(
                        expectedNumber,
                        json.path("driver").asText(),
                        Instant.parse(json.path("at").asText()),
                        events);
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof UserException unknown) {
                throw unknown;
            }
            throw corrupt(path, e);
        } catch (java.io.IOException e) {
            throw corrupt(path, e);
        }
        throw corrupt(path, null);
    }

    static ExternalException corrupt(String path, @org.jspecify.annotations.Nullable Throwable cause) {
        return ExternalException.damaged(
                "corrupt_ledger",
                "ledger file " + path + " is short or damaged, so what was bought cannot be told: nothing is bought or"
                        + " changed. Restore the file from a copy of the job directory",
                cause);
    }

    private static String checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
