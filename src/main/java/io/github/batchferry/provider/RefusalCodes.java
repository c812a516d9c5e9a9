package io.github.batchferry.provider;

import java.util.Set;

/**
 * The codes of refusals, in lower case.
 *
 * @param queueFull the model's queue has no room now
 * @param billing nothing goes on before somebody pays or raises a budget
 * @param key the key is wrong or missing
 * @param permission nothing goes on before somebody lets this key do it
 * @param line of one line of the input file: they prove that nothing ran
 * @param wholeBatch said of one line, and true of the batch: other lines of it would do no better
 * @param file of the file as a whole: they prove that nothing ran, and say of no row that it is wrong
 * @param outage the server is out of order
 */
record RefusalCodes(
        String queueFull,
        Set<String> billing,
        Set<String> key,
        Set<String> permission,
        Set<String> line,
        Set<String> wholeBatch,
        Set<String> file,
        Set<String> outage) {
    static final RefusalCodes KNOWN = new RefusalCodes(
            "token_limit_exceeded",
            Set.of(
                    "insufficient_quota",
                    "billing_hard_limit_reached",
                    "billing_not_active",
                    "organization_usage_limit_exceeded",
                    "organization_spend_limit_exceeded",
                    "project_spend_limit_exceeded"),
            Set.of(
                    "invalid_api_key",
                    "invalidapikey",
                    "api_key_invalid",
                    "incorrect_api_key",
                    "authentication_error",
                    "invalid_authentication"),
            Set.of(
                    "permission_denied",
                    "insufficient_permissions",
                    "access_denied",
                    "input_no_permissions",
                    "unauthorized"),
            Set.of(
                    "invalid_json_line",
                    "invalid_json",
                    "invalid_line",
                    "duplicate_custom_id",
                    "mismatched_model",
                    "model_mismatch",
                    "model_not_found",
                    "unknown_model",
                    "invalid_url",
                    "url_mismatch",
                    "url_not_found",
                    "invalid_method",
                    "streaming_unsupported"),
            Set.of("model_not_found", "unknown_model", "url_not_found"),
            Set.of("empty_file", "too_many_tasks", "input_no_permissions"),
            Set.of(
                    "server_error",
                    "internal_error",
                    "internal_server_error",
                    "internal_failure",
                    "service_unavailable",
                    "overloaded",
                    "rate_limit_exceeded",
                    "timeout"));

    RefusalCodes {
        billing = Set.copyOf(billing);
        key = Set.copyOf(key);
        permission = Set.copyOf(permission);
        line = Set.copyOf(line);
        wholeBatch = Set.copyOf(wholeBatch);
        file = Set.copyOf(file);
        outage = Set.copyOf(outage);
    }
}
