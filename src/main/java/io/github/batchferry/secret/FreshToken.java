package io.github.batchferry.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.UserException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A token that ends: fetched anew before that, as its own {@code exp} says, or each half hour where it is no JSON web
 * token. While a token is still good, a fetch that fails is tried again later. Safe for use by several threads.
 */
final class FreshToken implements Supplier<Secret> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(5);
    private static final Duration OPAQUE = Duration.ofMinutes(30);
    /** Some commands hand out what they have until it ends. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

    private static final long LATEST_SECOND = 100_000_000_000L;

    private final Supplier<Secret> fetch;
    private final Clock clock;
    private @Nullable Secret token;
    private Instant end = Instant.MIN;
    private Instant nextFetch = Instant.MIN;

    FreshToken(Supplier<Secret> fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public synchronized Secret get() {
        Secret had = token;
        Instant now = clock.instant();
        if (had != null && now.isBefore(nextFetch)) {
            return had;
        }
        try {
            return fetched(now);
        } catch (UserException e) {
            if (had == null || !now.isBefore(end) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            nextFetch = now.plus(BETWEEN_FETCHES);
            return had;
        }
    }

    private Secret fetched(Instant now) {
        Secret fresh = fetch.get();
        Instant said = endOf(fresh.reveal());
        end = said == null ? now.plus(OPAQUE) : said;
        Instant before = said == null ? end : said.minus(BEFORE_ITS_END);
        Instant soonest = now.plus(BETWEEN_FETCHES);
        nextFetch = before.isAfter(soonest) ? before : soonest;
        token = fresh;
        return fresh;
    }

    private static @Nullable Instant endOf(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            JsonNode end =
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return end.isNumber() && end.asLong() > 0 && end.asLong() < LATEST_SECOND
                    ? Instant.ofEpochSecond(end.asLong())
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
