package io.github.batchferry.job.dryrun;

import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many tokens an answer may have, as far as the constants of a write say so. */
final class OutputBound {
    private OutputBound() {}

    /** All its choices together. Null where nothing that can be read bounds it, or where each body may say otherwise. */
    static @Nullable Long of(RequestTemplate request) {
        if (request.form() == RequestForm.BODY) {
            return null;
        }
        Map<String, String> constants = request.constants();
        Long choices = constants.containsKey("n") ? number(constants, "n") : Long.valueOf(1);
        return Endpoints.of(request.endpointPath()).orElseThrow().outputLimits().stream()
                .filter(constants::containsKey)
                .findFirst()
                .map(field -> number(constants, field))
                .map(bound -> choices == null ? null : bound * choices)
                .orElse(null);
    }

    private static @Nullable Long number(Map<String, String> constants, String field) {
        String json = constants.getOrDefault(field, "");
        return json.matches("\\d{1,9}") ? Long.valueOf(json) : null;
    }
}
