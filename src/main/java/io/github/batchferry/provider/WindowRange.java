package io.github.batchferry.provider;

import org.jspecify.annotations.Nullable;

/**
 * The completion windows that a provider takes.
 *
 * @param usual that is asked for where nobody says another
 * @param least the shortest, null where none is known
 * @param most the longest, null where none is known
 * @param units that it reads, of {@code h}, {@code m} and {@code d}
 */
public record WindowRange(
        CompletionWindow usual,
        @Nullable CompletionWindow least,
        @Nullable CompletionWindow most,
        String units) {
    public boolean takes(CompletionWindow window) {
        String text = window.text();
        return units.indexOf(text.charAt(text.length() - 1)) >= 0
                && (least == null || window.duration().compareTo(least.duration()) >= 0)
                && (most == null || window.duration().compareTo(most.duration()) <= 0);
    }

    /** Such as {@code 24h to 168h}. */
    @Override
    public String toString() {
        String range = least == null || most == null
                ? usual + " and others"
                : least.equals(most) ? least.toString() : least + " to " + most;
        return units.indexOf('d') < 0 ? range + ", not in days" : range;
    }
}
