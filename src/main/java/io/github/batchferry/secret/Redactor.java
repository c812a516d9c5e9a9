package io.github.batchferry.secret;

import java.util.List;
import java.util.regex.Pattern;

/** Hides what looks like a secret in a text that leaves us. It sees shapes only; what is known is hidden by its owner. */
public final class Redactor {
    /** How a key begins, as a regular expression. */
    static final String KEY = "(?<![A-Za-z0-9])(?i:sk-)";

    private static final Pattern WHOLE_KEY = Pattern.compile(KEY + "[A-Za-z0-9_\\-]{20,}");
    private static final Pattern CREDENTIAL = Pattern.compile("\\s*(?i:bearer\\s|basic\\s|sk-).*");
    private static final List<Rule> RULES = List.of(
            new Rule(KEY + "[A-Za-z0-9_*\\-]{4,}", "sk-***"),
            new Rule("eyJ[A-Za-z0-9_\\-]{5,}\\.[A-Za-z0-9_\\-]+(\\.[A-Za-z0-9_\\-]*)?", "***"),
            new Rule("(?i)\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=*\\-]{4,}", "$1 ***"),
            new Rule(
                    "(?i)\\b((?:x-)?api[-_]?key|ocp-apim-subscription-key|access[-_]?token|client[-_]?secret|password)"
                            + "([\"']?\\s*[:=]\\s*[\"']?)[^\\s\"',;&]+",
                    "$1$2***"),
            new Rule(
                    "(?i)\\b(sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature)=[^&\\s\"'<>]+",
                    "$1=***"),
            new Rule("(?i)(https?://)[^/\\s@]+@", "$1***@"));

    private Redactor() {}

    /** The text with {@code ***} in place of keys, bearer tokens, JSON web tokens, signatures and user info. */
    public static String redact(String text) {
        String redacted = text;
        for (Rule rule : RULES) {
            redacted = rule.pattern.matcher(redacted).replaceAll(rule.replacement);
        }
        return redacted;
    }

    /** Whether a key of OpenAI's stands in the text, rather than a word such as {@code sk-learn}. */
    public static boolean holdsKey(String text) {
        return WHOLE_KEY.matcher(text).find();
    }

    /** Whether a whole value is a key, or what an {@code Authorization} header holds. */
    public static boolean isCredential(String value) {
        return CREDENTIAL.matcher(value).matches();
    }

    private record Rule(Pattern pattern, String replacement) {
        Rule(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }
}
