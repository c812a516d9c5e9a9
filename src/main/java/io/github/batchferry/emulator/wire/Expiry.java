package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long files are kept, in seconds, up to thirty days after their creation where somebody asks for it.
 *
 * @param least that may be asked for
 * @param unasked how long one is kept that nobody asked anything for
 */
public record Expiry(Names names, long least, long unasked) {
    /** From an hour on; thirty days where nobody asks. */
    public static final Expiry DOCUMENTED = new Expiry(Names.BRACKETS_OR_DOTS, 3600, 2_592_000);

    private static final long MOST = 2_592_000;

    /** How the fields of a form name the members of {@code expires_after}. */
    public enum Names {
        BRACKETS_OR_DOTS,
        DOTS
    }

    /** Of a new file. */
    public long inForm(Map<String, String> fields) {
        String anchor = field(fields, "anchor");
        String seconds = field(fields, "seconds");
        if (anchor == null && seconds == null) {
            return unasked;
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
    @Nullable
    Long ofOutput(JsonNode expiry) {
        if (expiry.isMissingNode() || expiry.isNull()) {
            return null;
        }
        check("output_expires_after", expiry.path("anchor").textValue());
        return checked("output_expires_after", expiry.path("seconds").asLong());
    }

    private @Nullable String field(Map<String, String> fields, String member) {
        String bracketed = fields.get("expires_after[" + member + "]");
        if (bracketed != null && names == Names.DOTS) {
            String name = "expires_after[" + member + "]";
            throw Refusal.invalid("Unknown parameter: '" + name + "'.", name, "unknown_parameter");
        }
        return bracketed == null ? fields.get("expires_after." + member) : bracketed;
    }

    private static void check(String field, @Nullable String anchor) {
        if (!"created_at".equals(anchor)) {
            throw Refusal.invalid(
                    "Invalid value: '" + anchor + "'. Supported values are: 'created_at'.",
                    field + ".anchor",
                    "invalid_value");
        }
    }

    private long checked(String field, long seconds) {
        String param = field + ".seconds";
        if (seconds < least) {
            String message = "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %d instead.";
            throw Refusal.invalid(message.formatted(param, least, seconds), param, "integer_below_min_value");
        }
        if (seconds > MOST) {
            String message = "Invalid '%s': integer above maximum value. Expected a value <= %d, but got %d instead.";
            throw Refusal.invalid(message.formatted(param, MOST, seconds), param, "integer_above_max_value");
        }
        return seconds;
    }
}
