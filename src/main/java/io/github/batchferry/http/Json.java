package io.github.batchferry.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads JSON answers, bounded after decompression, and their values, however loosely they are typed. */
final class Json {
    private static final long MAX_BYTES = 64L << 20;

    /** A tree takes many times the memory of its text where that is nothing but brackets. */
    private static final long MAX_TOKENS = 2_000_000;

    public static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
            .build());

    private static final long LATEST_SECOND = 100_000_000_000L;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.\\-/:=+@~]{1,512}");
    /** Up to here a float tells each whole number from its neighbours. */
    private static final double EXACT = 1L << 53;

    private static final Pattern WHOLE = Pattern.compile("\\s*([+-]?\\d{1,18})(?:\\.0{1,9})?\\s*");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.{1,2}(/.*)?");

    private Json() {}

    static JsonNode read(Response response) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(new Bounded(response.body().byteStream()));
            if (root == null || root.isMissingNode()) {
                throw new UnreadableException("the answer is empty");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new UnreadableException("the answer is not readable as JSON");
        }
    }

    /** Whether a server's id may stand in a URL; one that climbs, such as {@code ..}, may not. */
    static boolean isId(String id) {
        return ID.matcher(id).matches() && !DOTS.matcher(id).matches();
    }

    /** Absent where it is missing, null or empty. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    /** A whole number, also as a float or as text; absent where it cannot be read whole. */
    static @Nullable Long whole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? value.asLong() : null;
        }
        if (value.isNumber()) {
            double number = value.asDouble();
            return number == Math.rint(number) && Math.abs(number) <= EXACT ? (long) number : null;
        }
        Matcher text = WHOLE.matcher(value.isTextual() ? value.asText() : "");
        return text.matches() ? Long.valueOf(text.group(1)) : null;
    }

    /** Seconds since the epoch from a number, a numeric text or an ISO time; 0 where there is none. */
    static long seconds(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return plausible(value.asDouble());
        }
        if (!value.isTextual()) {
            return 0;
        }
        try {
            return plausible(Double.parseDouble(value.asText()));
        } catch (NumberFormatException e) {
            return iso(value.asText());
        }
    }

    private static long plausible(double number) {
        double seconds = number > LATEST_SECOND ? number / 1000 : number;
        return seconds > 0 && seconds <= LATEST_SECOND ? (long) seconds : 0;
    }

    private static long iso(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toEpochSecond();
        } catch (DateTimeException e) {
            try {
                return Instant.parse(text.strip() + "Z").getEpochSecond();
            } catch (DateTimeException second) {
                return 0;
            }
        }
    }

    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left = MAX_BYTES;

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new UnreadableException("the answer is longer than " + MAX_BYTES + " bytes of JSON");
            }
            return read;
        }
    }
}
