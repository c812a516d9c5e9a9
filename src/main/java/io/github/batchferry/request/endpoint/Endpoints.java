package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Optional;

/** The endpoints that are served. */
public final class Endpoints {
    public static final Endpoint CHAT_COMPLETIONS = new ChatCompletions();
    public static final Endpoint RESPONSES = new Responses();
    public static final Endpoint EMBEDDINGS = new Embeddings();

    /** In the order in which the documentation names them. */
    public static final List<Endpoint> ALL = List.of(
            RESPONSES,
            CHAT_COMPLETIONS,
            EMBEDDINGS,
            new Completions(),
            new Moderations(),
            new ImageGenerations(),
            new ImageEdits(),
            new Videos());

    private Endpoints() {}

    public static Optional<Endpoint> of(String path) {
        return ALL.stream().filter(endpoint -> endpoint.path().equals(path)).findFirst();
    }
}
