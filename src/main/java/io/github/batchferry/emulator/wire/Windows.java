package io.github.batchferry.emulator.wire;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a batch may be asked to take, in hours.
 *
 * @param unnamed the window of a batch that names none; one must be named where this is absent
 */
public record Windows(
        int least, int most, Unit unit, @Nullable String unnamed) {
    /** One day, and nothing else. */
    public static final Windows DAY = new Windows(24, 24, Unit.HOURS, null);

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})([hd])");

    /** How a window is written. */
    public enum Unit {
        HOURS,
        HOURS_OR_DAYS
    }

    /** Empty where a batch may not ask for that. */
    public OptionalInt hours(String window) {
        Matcher form = FORM.matcher(window);
        if (!form.matches() || form.group(2).equals("d") && unit == Unit.HOURS) {
            return OptionalInt.empty();
        }
        int hours = Integer.parseInt(form.group(1)) * (form.group(2).equals("d") ? 24 : 1);
        return hours >= least && hours <= most ? OptionalInt.of(hours) : OptionalInt.empty();
    }

    String checked(String window) {
        if (hours(window).isEmpty()) {
            String supported = least == most ? "'" + least + "h'" : "'" + least + "h' to '" + most + "h'";
            throw Refusal.invalid(
                    "Invalid value: '" + window + "'. Supported values for 'completion_window' are: " + supported + ".",
                    "completion_window",
                    "invalid_value");
        }
        return window;
    }
}
