package io.github.batchferry.connect;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** OpenAI's own servers. */
public final class OpenAi {
    private OpenAi() {}

    public static boolean serves(String baseUrl) {
        @Nullable String name = baseUrl.contains(":") ? URI.create(baseUrl).getHost() : null;
        return name != null && (name.equals("openai.com") || name.endsWith(".openai.com"));
    }
}
