package io.github.batchferry.provider;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much of one model may wait at the provider, as a server's words tell it. */
public record ToldLimit(Unit unit, long amount) {
    public enum Unit {
        TOKENS,
        REQUESTS
    }

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

    /** "Limit: 1,350,000 enqueued tokens", "the configured limit of 30K". Groups are taken as a whole, however odd. */
    private static final Pattern LIMIT = Pattern.compile(
            "\\blimit(?::|\\s+of|\\s+is)\\s*+"
                    + "(\\d++(?:[.,'_\\x{a0}\\x{2009}\\x{202f} ]\\d++)*+)"
                    + "(?:\\s?(k|m|b|thousand|million|billion)\\b)?+(?!\\s?%|[\\p{L}\\d])(\\s+requests\\b)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:([^\\d])\\d{3})(?:\\1\\d{3})*");
    private static final Pattern FRACTION = Pattern.compile("\\d+[.,](?:\\d{1,2}|\\d{4,9})");

    /** Empty where the words name no limit, one of 0, or a number that may be read in two ways. */
    static Optional<ToldLimit> in(@Nullable String words) {
        Matcher found = LIMIT.matcher(words == null ? "" : words);
        if (words == null || !found.find()) {
            return Optional.empty();
        }
        String suffix = found.group(2);
        BigDecimal number = number(found.group(1), suffix != null);
        if (number == null) {
            return Optional.empty();
        }
        BigDecimal amount = number.multiply(scale(suffix)).stripTrailingZeros();
        if (amount.signum() <= 0 || amount.scale() > 0 || amount.compareTo(MOST) > 0) {
            return Optional.empty();
        }
        boolean requests =
                found.group(3) != null || words.toLowerCase(Locale.ROOT).contains("enqueued request");
        return Optional.of(new ToldLimit(requests ? Unit.REQUESTS : Unit.TOKENS, amount.longValueExact()));
    }

    /** One point before three digits may be either sign, so it is none. */
    private static @Nullable BigDecimal number(String text, boolean scaled) {
        if (text.length() > 40) {
            return null;
        }
        if (text.chars().allMatch(Character::isDigit)) {
            return new BigDecimal(text);
        }
        boolean onePoint = text.indexOf('.') >= 0 && text.indexOf('.') == text.lastIndexOf('.');
        if (!onePoint && !text.startsWith("0") && GROUPED.matcher(text).matches()) {
            return new BigDecimal(text.replaceAll("\\D", ""));
        }
        return scaled && FRACTION.matcher(text).matches() ? new BigDecimal(text.replace(',', '.')) : null;
    }

    private static BigDecimal scale(@Nullable String suffix) {
        return switch (suffix == null ? "" : suffix.substring(0, 1).toLowerCase(Locale.ROOT)) {
            case "k", "t" -> BigDecimal.valueOf(1_000);
            case "m" -> BigDecimal.valueOf(1_000_000);
            case "b" -> BigDecimal.valueOf(1_000_000_000);
            default -> BigDecimal.ONE;
        };
    }
}
