package io.github.batchferry.job;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much of one model may wait at the provider, as a refusal told it. */
record QueueLimit(Unit unit, long amount) {
    enum Unit {
        TOKENS,
        REQUESTS
    }

    /** OpenAI: "Limit: 1,350,000 enqueued tokens"; Azure: "the configured limit of 30K". */
    private static final Pattern LIMIT =
            Pattern.compile("limit(?::| of)\\s*(\\d[\\d,]*)\\s*([kmb]?)\\b", Pattern.CASE_INSENSITIVE);

    /** Null where the words name no limit. */
    static @Nullable QueueLimit in(@Nullable String message) {
        Matcher found = LIMIT.matcher(message == null ? "" : message);
        if (!found.find()) {
            return null;
        }
        String digits = found.group(1).replace(",", "");
        if (digits.length() > 15) {
            return null;
        }
        long scale = switch (found.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1_000L;
            case "m" -> 1_000_000L;
            case "b" -> 1_000_000_000L;
            default -> 1L;
        };
        boolean requests = message != null && message.toLowerCase(Locale.ROOT).contains("enqueued request");
        return new QueueLimit(requests ? Unit.REQUESTS : Unit.TOKENS, Long.parseLong(digits) * scale);
    }
}
