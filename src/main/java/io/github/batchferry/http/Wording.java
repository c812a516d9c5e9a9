package io.github.batchferry.http;

import io.github.batchferry.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Makes a server's words fit for our texts: without secrets, markup and control characters, and short. */
final class Wording {
    private static final int MAX = 500;
    private static final int MAX_WORD = 200;
    private static final int MAX_READ = 8000;
    private static final int SHORTEST_SECRET = 6;
    private static final Set<String> OPEN_HEADERS =
            Set.of("user-agent", "accept-encoding", "accept", "openai-organization", "openai-project");
    private static final List<String> REQUEST_IDS =
            List.of("x-request-id", "request-id", "apim-request-id", "x-ms-request-id");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final Pattern MARKUP = Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<!--.*?-->|<[^>]{0,1000}>");
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private final List<String> secrets;

    private Wording(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Knows the secrets that this request carries. */
    static Wording of(Request request) {
        List<String> secrets = new ArrayList<>();
        for (String name : request.headers().names()) {
            if (!OPEN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                request.headers(name).forEach(value -> secrets.add(value.replaceFirst("^Bearer ", "")));
            }
        }
        return new Wording(secrets);
    }

    static String clean(String text) {
        return new Wording(List.of()).server(text);
    }

    static String withoutQuery(String url) {
        return clean(url.replaceFirst("[?#].*", ""));
    }

    String server(String raw) {
        String text = hidden(raw);
        text = text.stripLeading().startsWith("<") ? plain(text) : text;
        text = Redactor.redact(UNFIT.matcher(text).replaceAll(" ").strip());
        return cut(text, MAX);
    }

    /** A code, a name, a status: shorter than a sentence. */
    @Nullable
    String word(@Nullable String raw) {
        return raw == null ? null : cut(server(raw), MAX_WORD);
    }

    /** An id stays as it is where it can be asked for and holds nothing of what the request carries. */
    @Nullable
    String id(@Nullable String raw) {
        return raw == null || isUsable(raw) ? raw : word(raw);
    }

    boolean isUsable(String id) {
        return Json.isId(id) && secrets.stream().noneMatch(secret -> isLong(secret) && id.contains(secret));
    }

    /** What is cut off may have begun within a secret, so as much again goes as the longest one has. */
    private String hidden(String raw) {
        int longest = secrets.stream().mapToInt(String::length).max().orElse(0);
        boolean whole = raw.length() <= MAX_READ + longest;
        String text = whole ? raw : raw.substring(0, MAX_READ + longest);
        for (String secret : secrets) {
            text = isLong(secret) ? text.replace(secret, "***") : text;
        }
        return whole ? text : text.substring(0, Math.max(0, text.length() - longest));
    }

    private static boolean isLong(String secret) {
        return secret.length() >= SHORTEST_SECRET;
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }

    @Nullable
    String requestId(Headers headers) {
        for (String name : REQUEST_IDS) {
            String id = headers.get(name);
            if (id != null && !id.isBlank()) {
                String clean = server(id);
                return clean.length() > 100 ? clean.substring(0, 100) : clean;
            }
        }
        return null;
    }

    private static String plain(String html) {
        Matcher title = TITLE.matcher(html);
        String text = title.find() ? title.group(1) : html;
        return MARKUP.matcher(text).replaceAll(" ");
    }
}
