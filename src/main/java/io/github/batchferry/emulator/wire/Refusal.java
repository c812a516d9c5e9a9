package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.Json;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error body of the API. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;

    private Refusal(int status, String message, String type, @Nullable String param, @Nullable String code) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    public static Refusal of(int status, String message, @Nullable String param, @Nullable String code) {
        return new Refusal(status, message, "invalid_request_error", param, code);
    }

    public static Refusal invalid(String message, @Nullable String param, @Nullable String code) {
        return of(400, message, param, code);
    }

    public static Refusal missing(String param) {
        return invalid("Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
    }

    public static Refusal tooMany(String message) {
        return new Refusal(429, message, "requests", null, "rate_limit_exceeded");
    }

    public static Refusal broken(Throwable cause) {
        return new Refusal(
                500, "The server had an error while processing your request: " + cause, "server_error", null, null);
    }

    public Reply reply() {
        return Reply.json(status, body(String.valueOf(getMessage()), type, param, code));
    }

    /** The error body that the API uses everywhere. */
    public static ObjectNode body(String message, String type, @Nullable String param, @Nullable String code) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
