package io.github.batchferry.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a file may say how long it is kept. Imitators refuse fields that they do not know, and keep files by their own
 * rules.
 *
 * @param hosts whose name takes the fields, as a regular expression; null for all hosts of the provider
 */
public record FileExpiry(Names names, @Nullable String hosts, long leastSeconds, long mostSeconds) {
    /** How an upload names the fields. */
    public enum Names {
        /** {@code expires_after[seconds]} */
        BRACKETS,
        /** {@code expires_after.seconds} */
        DOTS
    }

    /** Empty where an upload must not name them. */
    public Optional<Names> namesAt(BaseUrl url) {
        return hosts == null || url.host().matches(hosts) ? Optional.of(names) : Optional.empty();
    }

    public boolean takes(long seconds) {
        return seconds >= leastSeconds && seconds <= mostSeconds;
    }
}
