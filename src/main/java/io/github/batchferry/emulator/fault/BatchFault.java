package io.github.batchferry.emulator.fault;

import io.github.batchferry.emulator.line.Counts;
import io.github.batchferry.emulator.line.LineError;
import io.github.batchferry.emulator.world.Fate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one batch. Fixed when the batch is accepted, and kept with it.
 *
 * @param fail the errors that validation ends with
 * @param expire the part of the lines that is done when the batch expires instead of completing, 0 to 1
 * @param cancel as {@link #expire}, for a batch that somebody else cancels
 * @param counts reported in the end instead of the true ones
 * @param absentIds {@code empty} for {@code ""} in place of a null file id
 */
public record BatchFault(
        @Nullable Stay stay,
        @Nullable List<LineError> fail,
        @Nullable Double expire,
        @Nullable Double cancel,
        @Nullable Hide hide,
        @Nullable Counts counts,
        @Nullable String absentIds) {
    public static final BatchFault NONE = new BatchFault(null, null, null, null, null, null, null);

    public static BatchFault of(Fate fate) {
        List<LineError> fail = fate.fail() == null
                ? null
                : fate.fail().stream()
                        .map(reason -> new LineError(reason.code(), reason.message(), reason.param(), reason.line()))
                        .toList();
        Fate.Stay stay = fate.stay();
        return new BatchFault(
                stay == null ? null : new Stay(stay.status(), (stay.until() + 999) / 1000, stay.as()),
                fail,
                fate.expire(),
                fate.cancel(),
                null,
                null,
                null);
    }

    BatchFault released() {
        return new BatchFault(null, fail, expire, cancel, hide, counts, absentIds);
    }

    public boolean holds(String status, long nowMillis) {
        return stay != null
                && stay.status().equals(status)
                && (stay.until() == null || nowMillis < stay.until() * 1000);
    }

    /**
     * @param status in which the batch stays
     * @param until seconds since the epoch by the emulator's clock; until released where absent
     * @param as the status that is shown meanwhile, where it is another
     */
    public record Stay(
            String status, @Nullable Long until, @Nullable String as) {}

    /** How many lists leave the batch out, and how many single GETs answer 404. */
    public record Hide(int list, int get) {}
}
