package io.github.batchferry.crash;

import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job asks its server for. */
record Asked(Endpoint endpoint, String model) {
    static final Asked TEXTS = new Asked(Endpoints.CHAT_COMPLETIONS, "gpt-4o-mini");
    /** Answers that have files at the server. */
    static final Asked VIDEOS = new Asked(Endpoints.of("/v1/videos").orElseThrow(), "sora-2");

    RequestTemplate template(Provider provider) {
        return new RequestTemplate(
                        endpoint.path(), RequestForm.PROMPT, "prompt", model, null, null, new LinkedHashMap<>())
                .under(provider.pathOf(endpoint.path()));
    }

    OutputSpec output() {
        return endpoint.output(RequestForm.PROMPT, Map.of());
    }
}
