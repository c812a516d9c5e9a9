package io.github.batchferry.emulator.world;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of the server.
 *
 * @param batch whose results it is; absent for an input file
 * @param firstLine of its content, empty where it has none
 */
public record Stored(String id, long createdAt, @Nullable Look batch, Supplier<String> firstLine) {
    boolean isResult() {
        return batch != null;
    }

    /** Whether it is a result of a batch that ended less than so long ago. */
    boolean isFresh(long now, long millis) {
        return batch != null && batch.endedLessThan(millis, now);
    }
}
