package io.github.batchferry.emulator.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch comes to instead of completing.
 *
 * @param fail the errors of its validation
 * @param expire the part of its lines that is done when it expires
 * @param cancel the part that is done when somebody else cancels it
 * @param stay in a status for a while
 */
public record Fate(
        @Nullable List<Reason> fail,
        @Nullable Double expire,
        @Nullable Double cancel,
        @Nullable Stay stay) {
    static Fate failed(Reason... reasons) {
        return new Fate(List.of(reasons), null, null, null);
    }

    static Fate expired(double done) {
        return new Fate(null, done, null, null);
    }

    static Fate cancelled(double done) {
        return new Fate(null, null, done, null);
    }

    static Fate stays(String status, long until, String as) {
        return new Fate(null, null, null, new Stay(status, until, as));
    }

    /** One entry of the errors of a failed batch. */
    public record Reason(
            String code,
            String message,
            @Nullable String param,
            @Nullable Integer line) {
        static Reason of(String code, String message) {
            return new Reason(code, message, null, null);
        }
    }

    /** @param until milliseconds since the epoch */
    public record Stay(String status, long until, String as) {}
}
