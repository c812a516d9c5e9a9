package io.github.batchferry.emulator;

import java.util.List;

/** The endpoints that a batch may name. */
final class BatchEndpoints {
    /** Those of the API, of which {@link #SERVED} are answered here. */
    static final List<String> KNOWN = List.of(
            "/v1/responses",
            "/v1/chat/completions",
            "/v1/embeddings",
            "/v1/completions",
            "/v1/moderations",
            "/v1/images/generations",
            "/v1/images/edits",
            "/v1/videos");

    static final List<String> SERVED = List.of("/v1/responses", "/v1/chat/completions", "/v1/embeddings");

    private BatchEndpoints() {}
}
