package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a file is kept, in seconds: from an hour to thirty days after its creation. */
public final class Expiry {
    private static final long LEAST = 3600;
    private static final long MOST = 2_592_000;

    private Expiry() {}

    /** Of a new file, with the names of its form fields in brackets or, as Azure documents them, with a dot. */
    public static long inForm(Map<String, String> fields, long fallback) {
        String anchor = fields.getOrDefault("expires_after[anchor]", fields.get("expires_after.anchor"));
        String seconds = fields.getOrDefault("expires_after[seconds]", fields.get("expires_after.seconds"));
        if (anchor == null && seconds == null) {
            return fallback;
        }
        check("expires_after", anchor);
        try {
            return checked("expires_after", seconds == null ? 0 : Long.parseLong(seconds));
        } catch (NumberFormatException e) {
            throw Refusal.invalid(
                    "Invalid type for 'expires_after.seconds': expected an integer, but got '" + seconds + "' instead.",
                    "expires_after.seconds",
                    "invalid_type");
        }
    }

    /** Of the results of a new batch. */
    static @Nullable Long ofOutput(JsonNode expiry) {
        if (expiry.isMissingNode() || expiry.isNull()) {
            return null;
        }
        check("output_expires_after", expiry.path("anchor").textValue());
        return checked("output_expires_after", expiry.path("seconds").asLong());
    }

    private static void check(String field, @Nullable String anchor) {
        if (!"created_at".equals(anchor)) {
            throw Refusal.invalid(
                    "Invalid value: '" + anchor + "'. Supported values are: 'created_at'.",
                    field + ".anchor",
                    "invalid_value");
        }
    }

    private static long checked(String field, long seconds) {
        String param = field + ".seconds";
        if (seconds < LEAST) {
            String message = "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %d instead.";
            throw Refusal.invalid(message.formatted(param, LEAST, seconds), param, "integer_below_min_value");
        }
        if (seconds > MOST) {
            String message = "Invalid '%s': integer above maximum value. Expected a value <= %d, but got %d instead.";
            throw Refusal.invalid(message.formatted(param, MOST, seconds), param, "integer_above_max_value");
        }
        return seconds;
    }
}
