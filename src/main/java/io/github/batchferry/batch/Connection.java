package io.github.batchferry.batch;

import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server. The token is asked for once a request, so that a provider may renew it.
 *
 * @param authHeader {@code bearer} or {@code api-key}
 * @param headers sent with every request, besides authorization, organization and project
 * @param maxRetries tries after the first, for calls that are safe to repeat
 */
public record Connection(
        Provider provider,
        BaseUrl baseUrl,
        Supplier<Secret> token,
        String authHeader,
        @Nullable String organization,
        @Nullable String project,
        @Nullable String apiVersion,
        Map<String, String> headers,
        Duration connectTimeout,
        Duration readTimeout,
        int maxRetries) {
    public Connection {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Connection[" + baseUrl + "]";
    }
}
