package io.github.batchferry.ledger;

import io.github.batchferry.provider.Provider;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sealed part of a connection: all but the token, of which only the reference is kept. */
public record ConnectionTerms(
        Provider provider,
        String baseUrl,
        String tokenRef,
        String authHeader,
        @Nullable String organization,
        @Nullable String project,
        @Nullable String apiVersion,
        Map<String, String> headers,
        long connectTimeoutMillis,
        long readTimeoutMillis,
        int maxRetries) {
    public ConnectionTerms {
        Objects.requireNonNull(provider, "provider");
        headers = Map.copyOf(headers);
    }

    public ConnectionTerms withTokenRef(String other) {
        return new ConnectionTerms(
                provider,
                baseUrl,
                other,
                authHeader,
                organization,
                project,
                apiVersion,
                headers,
                connectTimeoutMillis,
                readTimeoutMillis,
                maxRetries);
    }
}
