package io.github.batchferry.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.CompletionWindow;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.PromptTemplate;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.secret.Secret;
import io.github.batchferry.secret.Shown;
import io.github.batchferry.secret.TokenRef;
import io.github.batchferry.secret.WrongValue;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that options have. */
final class OptionTypes {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d|)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([kmg]i?b?|b|)");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");
    private static final Pattern COUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([kmb]?)");

    private OptionTypes() {}

    /** One line of text that is not blank. */
    static OptionType<String> line(String name) {
        return new OptionType<>(name, (key, value) -> {
            String text = notBlank(value);
            if (text.codePoints().anyMatch(Character::isISOControl)) {
                throw new WrongValue("holds a control character, such as a line break: write it on one line");
            }
            return text;
        });
    }

    /** Any text that is not blank, as it is. */
    static OptionType<String> prompt() {
        return new OptionType<String>("text", (key, value) -> notBlank(value)).shownAs(Shown::length);
    }

    /** A text with columns in braces. */
    static OptionType<String> template() {
        return new OptionType<String>("text", (key, value) -> {
                    try {
                        PromptTemplate.parse(value);
                    } catch (IllegalArgumentException e) {
                        throw new WrongValue(e.getMessage() + ": write {column}, and {{ or }} for a brace");
                    }
                    return value;
                })
                .shownAs(Shown::length);
    }

    static OptionType<String> matching(String name, String regex, String right) {
        Pattern pattern = Pattern.compile(regex);
        return new OptionType<>(name, (key, value) -> {
            if (!pattern.matcher(value).matches()) {
                throw new WrongValue("is not right: write " + right);
            }
            return value;
        });
    }

    static OptionType<Boolean> bool() {
        return new OptionType<>("boolean", (key, value) -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new WrongValue("is not a boolean: write true or false");
        });
    }

    static OptionType<Integer> integer(int least, int most) {
        String right = "write a whole number from " + least + " to " + most;
        return new OptionType<>("integer", (key, value) -> {
            try {
                int number = Integer.parseInt(value.strip());
                if (number >= least && number <= most) {
                    return number;
                }
                throw new WrongValue("is out of range: " + right);
            } catch (NumberFormatException e) {
                throw new WrongValue("is not a number that fits: " + right);
            }
        });
    }

    static OptionType<String> choice(String first, String... others) {
        List<String> words = Stream.concat(Stream.of(first), Stream.of(others)).toList();
        String text = words.stream().map(w -> "`" + w + "`").collect(Collectors.joining(", "));
        return new OptionType<>(text, (key, value) -> {
            String word = value.strip().toLowerCase(Locale.ROOT);
            if (!words.contains(word)) {
                throw new WrongValue("is not known: write " + String.join(" or ", words));
            }
            return word;
        });
    }

    /** From {@code least} to {@code most}, both as a user would write them. */
    static OptionType<Duration> duration(String least, String most) {
        Duration shortest = duration(least);
        Duration longest = duration(most);
        return new OptionType<>("duration", (key, value) -> {
            Duration duration = duration(value);
            if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                throw new WrongValue("is out of range: write a duration from " + least + " to " + most);
            }
            return duration;
        });
    }

    static OptionType<Long> size(long most) {
        return new OptionType<>("size", (key, value) -> {
            Matcher matcher = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new WrongValue(
                        "is not a size: write bytes, or a number with kB, MB, GB, KiB, MiB or GiB, such as" + " 190MB");
            }
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(matcher.group(2))));
            if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(most)) > 0) {
                throw new WrongValue("is out of range: write a size from 1 to " + most + " bytes");
            }
            return bytes.longValue();
        });
    }

    /** A whole number, also in thousands, millions or billions. */
    static OptionType<Long> count(long most) {
        return new OptionType<>("count", (key, value) -> {
            Matcher matcher = COUNT.matcher(value.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new WrongValue("is not a count: write a number, or one with k, M or B, such as 1.35M");
            }
            BigDecimal count = new BigDecimal(matcher.group(1))
                    .multiply(
                            switch (matcher.group(2)) {
                                case "k" -> BigDecimal.valueOf(1_000);
                                case "m" -> BigDecimal.valueOf(1_000_000);
                                case "b" -> BigDecimal.valueOf(1_000_000_000);
                                default -> BigDecimal.ONE;
                            });
            if (count.compareTo(BigDecimal.ONE) < 0 || count.compareTo(BigDecimal.valueOf(most)) > 0) {
                throw new WrongValue("is out of range: write a count from 1 to " + most);
            }
            return count.longValue();
        });
    }

    /** The time that a batch may take, in the words of the API. */
    static OptionType<String> window() {
        return new OptionType<>("window", (key, value) -> {
            String window = value.strip().toLowerCase(Locale.ROOT);
            if (!CompletionWindow.isOne(window)) {
                throw new WrongValue("is not a window: write a number with h, d or m, such as 24h");
            }
            return window;
        });
    }

    static OptionType<Endpoint> endpoint() {
        List<String> paths = Endpoints.ALL.stream().map(Endpoint::path).toList();
        String text = paths.stream().map(p -> "`" + p + "`").collect(Collectors.joining(", "));
        return new OptionType<>(
                text,
                (key, value) -> Endpoints.of(value)
                        .orElseThrow(
                                () -> new WrongValue("is not supported: write one of " + String.join(", ", paths))));
    }

    static OptionType<Provider> provider() {
        return new OptionType<>("name", (key, value) -> Provider.asked(value));
    }

    static OptionType<BaseUrl> baseUrl() {
        return new OptionType<>("URL", (key, value) -> new BaseUrl(value.strip())).shownAs(BaseUrl::shown);
    }

    static OptionType<TokenRef> tokenRef() {
        return new OptionType<>("reference", (key, value) -> TokenRef.parse(value.strip())).shownAs(Shown::nothing);
    }

    static OptionType<Secret> token() {
        return new OptionType<>("secret", (key, value) -> TokenRef.token(value)).shownAs(Shown::nothing);
    }

    /** A file where the driver runs, as a path or as a URI with {@code file:}. */
    static OptionType<Path> localFile() {
        return new OptionType<>("local file", (key, value) -> {
            String text = notBlank(value).strip();
            try {
                return text.startsWith("file:")
                        ? Path.of(URI.create(text).getPath())
                        : SCHEME.matcher(text).lookingAt() ? notHere() : Path.of(text);
            } catch (IllegalArgumentException | NullPointerException e) {
                return notHere();
            }
        });
    }

    private static Path notHere() {
        throw new WrongValue("is no file on this machine: write a local path, or a URI with file:");
    }

    static OptionType<ObjectNode> object() {
        return new OptionType<>("JSON object", (key, value) -> BodyConstants.object(value)).shownAs(Shown::length);
    }

    private static String notBlank(String value) {
        if (value.isBlank()) {
            throw new WrongValue("is blank: write a text, or leave the option out");
        }
        return value;
    }

    private static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new WrongValue(
                    "is not a duration: write a number with ms, s, m, h or d (alone: seconds), such as" + " 30s");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }

    private static long unit(String unit) {
        if (unit.isEmpty() || unit.equals("b")) {
            return 1;
        }
        long base = unit.contains("i") ? 1024 : 1000;
        return switch (unit.charAt(0)) {
            case 'k' -> base;
            case 'm' -> base * base;
            default -> base * base * base;
        };
    }
}
