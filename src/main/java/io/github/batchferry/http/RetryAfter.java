package io.github.batchferry.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to wait: {@code retry-after-ms}, else {@code Retry-After} in seconds or as a date. A date counts
 * from the server's own {@code Date} where that is given, since the two clocks may differ. Nonsense and the past count as
 * nothing said; what is too long is cut to {@link #MAX}.
 */
final class RetryAfter {
    static final Duration MAX = Duration.ofDays(1);

    private RetryAfter() {}

    static @Nullable Duration of(Headers headers, Clock clock) {
        Duration exact = parse(headers.get("retry-after-ms"), 1);
        if (exact != null) {
            return exact;
        }
        String text = headers.get("Retry-After");
        Duration seconds = parse(text, 1000);
        if (seconds != null || text == null) {
            return seconds;
        }
        Instant until = date(text);
        Instant now = date(headers.get("Date"));
        return until == null ? null : clamp(Duration.between(now == null ? clock.instant() : now, until));
    }

    private static @Nullable Duration parse(@Nullable String text, double millis) {
        try {
            double value = text == null ? -1 : Double.parseDouble(text.strip()) * millis;
            return value >= 0 ? clamp(Duration.ofMillis((long) Math.min(value, MAX.toMillis()))) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration clamp(Duration wait) {
        return wait.isNegative() ? null : wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static @Nullable Instant date(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
