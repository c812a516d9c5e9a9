package io.github.batchferry.job.dryrun;

import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many tokens an answer may have, as far as the constants of a write say so. */
final class OutputBound {
    private static final List<String> FIELDS = List.of("max_completion_tokens", "max_output_tokens", "max_tokens");

    private OutputBound() {}

    /** Null where nothing bounds it, or where each body may say otherwise. */
    static @Nullable Long of(RequestTemplate request) {
        if (request.form() == RequestForm.BODY) {
            return null;
        }
        Map<String, String> constants = request.constants();
        for (String field : FIELDS) {
            Long bound = number(constants.get(field));
            if (bound != null) {
                Long choices = number(constants.get("n"));
                return choices == null ? bound : Math.multiplyExact(bound, choices);
            }
        }
        return null;
    }

    private static @Nullable Long number(@Nullable String json) {
        return json != null && json.matches("\\d{1,9}") ? Long.valueOf(json) : null;
    }
}
