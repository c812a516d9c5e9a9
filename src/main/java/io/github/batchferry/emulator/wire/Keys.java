package io.github.batchferry.emulator.wire;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which project a request acts for, or refuses it. */
public final class Keys {
    private static final String WRONG = "sk-wrong";

    private final Map<String, String> projects;

    public Keys(Map<String, String> projects) {
        this.projects = projects;
    }

    public String project(Request request) {
        String key = key(request);
        if (key == null || key.isBlank()) {
            throw Refusal.of(
                    401,
                    "You didn't provide an API key. You need to provide your API key in an Authorization header using"
                            + " Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
                    null,
                    null);
        }
        String asked = request.header("OpenAI-Project");
        String owner = projects.get(key);
        if (key.startsWith(WRONG) || owner == null && !projects.isEmpty()) {
            throw Refusal.of(401, "Incorrect API key provided: " + masked(key) + ".", null, "invalid_api_key");
        }
        if (owner != null && asked != null && !asked.equals(owner)) {
            throw Refusal.of(401, "OpenAI-Project header should match project for API key", null, "mismatched_project");
        }
        if (owner != null) {
            return owner;
        }
        return asked == null ? "default" : asked;
    }

    public static @Nullable String key(Request request) {
        String apiKey = request.header("api-key");
        if (apiKey != null) {
            return apiKey;
        }
        String authorization = request.header("Authorization");
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return null;
        }
        return authorization.substring("bearer ".length()).strip();
    }

    private static String masked(String key) {
        return key.length() < 12 ? "***" : key.substring(0, 3) + "***" + key.substring(key.length() - 4);
    }
}
