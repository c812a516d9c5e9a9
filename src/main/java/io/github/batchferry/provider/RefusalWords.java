package io.github.batchferry.provider;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * How a provider says what a refusal is about, wherever it stands: in an answer, or in a failed batch. Codes and
 * parameters are given in lower case, words as they came.
 */
public record RefusalWords(RefusalCodes codes, RefusalParams params, RefusalPhrases phrases) {
    /** All that is known so far, since imitators speak like OpenAI, and gateways pass on what either says. */
    static final RefusalWords KNOWN = new RefusalWords(RefusalCodes.KNOWN, RefusalParams.KNOWN, RefusalPhrases.KNOWN);

    /** Whether nothing goes on before somebody pays or raises a budget. */
    public boolean isBilling(@Nullable String code) {
        return code != null && codes.billing().contains(code);
    }

    public boolean isBilling(@Nullable String code, String words) {
        return isBilling(code) || phrases.billing().matcher(lower(words)).find();
    }

    /** Whether nothing goes on before somebody lets this key do it. */
    public boolean isPermission(@Nullable String code) {
        return code != null && codes.permission().contains(code);
    }

    /** Whether the key is wrong or missing; told by the words too, since gateways give such refusals any code. */
    public boolean isKeyRefused(@Nullable String code, String words) {
        return code != null && codes.key().contains(lower(code))
                || phrases.key().matcher(lower(words)).find();
    }

    /** Whether the model's queue has no room now; told by the words too, since some servers give no code. */
    public boolean isQueueFull(@Nullable String code, @Nullable String words) {
        return isQueueFull(code) || phrases.queueFull().matcher(lower(words)).find();
    }

    public boolean isQueueFull(@Nullable String code) {
        return codes.queueFull().equals(code);
    }

    /** The code that stands for a full queue, also where the server gave none. */
    public String queueFull() {
        return codes.queueFull();
    }

    /** The limit that a full queue tells; empty where the queue is not full, or tells none. */
    public Optional<ToldLimit> queueLimit(@Nullable String code, @Nullable String words) {
        return isQueueFull(code, words) ? ToldLimit.in(words) : Optional.empty();
    }

    /** The number of the line that the words name first, from 1: "Line 12: …", "on line 12". */
    public OptionalInt lineNamed(String words) {
        Matcher found = phrases.line().matcher(words);
        while (found.find()) {
            int line = Integer.parseInt(found.group(1));
            if (line > 0) {
                return OptionalInt.of(line);
            }
        }
        return OptionalInt.empty();
    }

    public boolean isLineCode(String code) {
        return codes.line().contains(code);
    }

    /** Whether what is said of one line is true of all lines of its batch. */
    public boolean isOfTheWholeBatch(@Nullable String code) {
        return code != null && codes.wholeBatch().contains(code);
    }

    public boolean isValidation(String code) {
        return codes.line().contains(code) || codes.file().contains(code);
    }

    public boolean isLineParam(String param) {
        return params.line().contains(root(param));
    }

    public boolean isCreateParam(String param) {
        return params.create().contains(root(param));
    }

    public boolean isFileWaiting(String param, String words) {
        return isAboutFile(param, words)
                && phrases.waiting().matcher(lower(words)).find();
    }

    public boolean isFileMissing(String param, String words) {
        return isAboutFile(param, words)
                && phrases.missing().matcher(lower(words)).find()
                && (params.file().contains(param) || !namesModel(words));
    }

    public boolean isOutage(String code, String words) {
        return codes.outage().contains(code)
                || phrases.outage().matcher(lower(words)).find();
    }

    public boolean namesModel(String words) {
        return phrases.model().matcher(words).find();
    }

    private boolean isAboutFile(String param, String words) {
        return params.file().contains(param)
                || phrases.file().matcher(lower(words)).find();
    }

    /** {@code body.model} is a member of {@code body}, {@code metadata[a]} of {@code metadata}. */
    private static String root(String param) {
        return param.replaceFirst("[.\\[].*", "");
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "RefusalWords";
    }
}
