package io.github.batchferry.secret;

import io.github.batchferry.UserException;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a token is kept. Holds no secret itself; its text, such as {@code env:OPENAI_API_KEY}, may be recorded. */
public record TokenRef(Scheme scheme, String place) {
    private static final String RIGHT =
            "write env:NAME, file:/path, hadoop:alias, conf:key or command:words, such as env:OPENAI_API_KEY";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern CONF_KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern REDACTED_BY_SPARK = Pattern.compile("(?i)secret|password|token|access[.]?key");

    /** The kinds of places. */
    public enum Scheme {
        ENV,
        FILE,
        HADOOP,
        CONF,
        /** A command that prints it. */
        COMMAND
    }

    /**
     * Reads a reference as {@link #toString} wrote it.
     *
     * @throws UserException where it is none; the text does not hold the value, which may be a key by mistake
     */
    public static TokenRef of(String text) {
        try {
            return parse(text);
        } catch (WrongValue e) {
            throw new UserException("The given apiTokenRef (not shown) " + e.complaint());
        }
    }

    public static TokenRef parse(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String place = text.substring(colon + 1);
        return switch (scheme) {
            case "env" -> new TokenRef(Scheme.ENV, matching(VARIABLE, place, "env: names no environment variable"));
            case "file" -> new TokenRef(Scheme.FILE, absolute(place));
            case "conf" -> new TokenRef(Scheme.CONF, confKey(place));
            case "hadoop" -> new TokenRef(Scheme.HADOOP, alias(place));
            case "command" -> new TokenRef(Scheme.COMMAND, command(place));
            default ->
                throw new WrongValue("is no reference (if it is a token: it belongs into an environment variable"
                        + " or a file, and the reference names that place): " + RIGHT);
        };
    }

    /**
     * Looks the token up now.
     *
     * @throws UserException where it is absent, unreadable, readable by others, or cannot stand in a header
     */
    public Secret resolve(TokenSources sources) {
        return switch (scheme) {
            case ENV ->
                checked(present(
                        sources.environment(place),
                        "the environment variable " + place + " is not set",
                        "set it where the driver runs"));
            case CONF ->
                checked(present(sources.conf(place), "the conf " + place + " is not set", "set it on the session"));
            case HADOOP ->
                checked(
                        present(
                                sources.hadoop(place),
                                "no Hadoop credential provider holds " + place,
                                "create it (hadoop credential create " + place + " -provider jceks://…)"
                                        + " and name the provider (--conf spark.hadoop.hadoop.security.credential.provider.path=jceks://…)"));
            case COMMAND ->
                checked(present(
                        sources.command(CommandWords.of(place)),
                        "the command printed nothing",
                        "let it print the token and nothing else"));
            case FILE ->
                checked(present(TokenFile.read(place), "the file " + place + " is empty", "write the token into it"));
        };
    }

    /** For each request: what a command prints is kept while it is good, all else is looked up each time. */
    public Supplier<Secret> supplier(TokenSources sources, Clock clock) {
        return scheme == Scheme.COMMAND ? new FreshToken(() -> resolve(sources), clock) : () -> resolve(sources);
    }

    /** A token as it may stand in a header, stripped of white space around it. */
    public static Secret token(String raw) {
        String token = raw.strip();
        if (token.isEmpty()) {
            throw new WrongValue("is empty: give the token, or name its place by apiTokenRef");
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new WrongValue("cannot stand in a header: its character " + (i + 1)
                        + " is a space, a control character or not ASCII; copy the token again");
            }
        }
        return new Secret(token);
    }

    private Secret checked(String raw) {
        try {
            return token(raw);
        } catch (WrongValue e) {
            throw new UserException("The token in " + this + " (not shown) " + e.complaint());
        }
    }

    private String present(@Nullable String raw, String problem, String remedy) {
        if (raw == null || raw.isBlank()) {
            throw new UserException(
                    "No API token: " + problem + " (apiTokenRef is " + this + "): " + remedy
                            + ", or name another place by apiTokenRef (env:NAME, file:/path, hadoop:alias, conf:key, command:words)");
        }
        return raw;
    }

    private static String alias(String place) {
        String alias = matching(ALIAS, place, "hadoop: names no alias");
        if (!Redactor.redact(alias).equals(alias)) {
            throw new WrongValue("looks like a token behind hadoop:, where the name of a credential belongs: " + RIGHT);
        }
        return alias;
    }

    private static String command(String place) {
        CommandWords.of(place);
        return place.strip();
    }

    private static String confKey(String place) {
        String key = matching(CONF_KEY, place, "conf: names no key");
        if (!REDACTED_BY_SPARK.matcher(key).find()) {
            throw new WrongValue("names a conf that Spark shows in its UI and event log: use a key whose name holds"
                    + " secret or token, such as conf:spark.openai.token");
        }
        return key;
    }

    private static String absolute(String place) {
        String path = place.startsWith("///") ? place.substring(2) : place;
        if (!path.startsWith("/") || path.startsWith("//") || path.length() == 1 || path.indexOf('\0') >= 0) {
            throw new WrongValue("file: needs an absolute path, such as file:/run/secrets/openai");
        }
        return path;
    }

    private static String matching(Pattern pattern, String place, String problem) {
        if (!pattern.matcher(place).matches()) {
            throw new WrongValue(problem + ": " + RIGHT);
        }
        return place;
    }

    @Override
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT) + ":" + place;
    }
}
