package io.github.batchferry.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.regex.Pattern;

/** The time that a batch may take, in the words of the API: a whole number of days, hours or minutes, such as 24h. */
public record CompletionWindow(String text) {
    private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,5}[hmd]");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CompletionWindow {
        if (!isOne(text)) {
            throw new IllegalArgumentException("'" + text + "' is no completion window");
        }
    }

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    public Duration duration() {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'd' -> Duration.ofDays(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
