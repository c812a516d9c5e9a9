package io.github.batchferry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.ExternalException.Repeat;
import io.github.batchferry.Refused;
import io.github.batchferry.provider.RefusalWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not 2xx. Code and message are clean: redacted, without control characters, short.
 *
 * @param retryAfter how long the server asks to wait, where it says so
 * @param shouldRetry {@code true} or {@code false} where the server says {@code x-should-retry}
 * @param redirect where a redirect points to
 * @param words by which the server says what it means
 */
record Refusal(
        int status,
        @Nullable String code,
        @Nullable String param,
        String message,
        @Nullable String requestId,
        @Nullable Duration retryAfter,
        @Nullable String shouldRetry,
        @Nullable HttpUrl redirect,
        RefusalWords words) {
    private static final int MAX_BODY = 1 << 16;

    /** Reads the answer to its end, or as much of it as is of use. */
    public static Refusal of(Response response, Clock clock, RefusalWords words) throws IOException {
        byte[] body = response.body().byteStream().readNBytes(MAX_BODY);
        Wording wording = Wording.of(response.request());
        JsonNode error = error(body);
        String message = error == null
                ? wording.server(new String(body, StandardCharsets.UTF_8))
                : wording.server(text(error, "message", "detail", "error", "errors", "msg"));
        String code = error == null ? null : billingOrCode(error, words);
        return new Refusal(
                response.code(),
                words.isQueueFull(code, message) ? words.queueFull() : wording.word(code),
                error == null || !error.path("param").isTextual()
                        ? null
                        : wording.word(error.path("param").asText()),
                message,
                wording.requestId(response.headers()),
                RetryAfter.of(response.headers(), clock),
                response.header("x-should-retry"),
                redirect(response),
                words);
    }

    Refused refused() {
        return new Refused(status, code, param, message, retryAfter);
    }

    /** Whether the reason passes by itself. */
    boolean passing() {
        return switch (status) {
            case 408, 429 -> !billing();
            case 501, 505 -> false;
            default -> status >= 500 || queueFull();
        };
    }

    /** Whether a call that is safe to repeat is worth repeating now. */
    boolean worthRepeating() {
        if (status < 400 || status == 401 || status == 403 || status == 404 || billing()) {
            return false;
        }
        return switch (shouldRetry == null ? "" : shouldRetry) {
            case "true" -> true;
            case "false" -> false;
            default -> passing() && !queueFull();
        };
    }

    boolean billing() {
        return words.isBilling(code);
    }

    /** Whether the words say that the key is wrong, whatever the status. */
    boolean keyRefused() {
        return words.isKeyRefused(code, message);
    }

    /** Whether the same call may succeed later. */
    Repeat repeat() {
        return passing() || worthRepeating() ? Repeat.MAY_HELP : Repeat.IN_VAIN;
    }

    private boolean queueFull() {
        return words.isQueueFull(code);
    }

    private static @Nullable JsonNode error(byte[] body) {
        try {
            JsonNode root = Json.MAPPER.readTree(body);
            if (root != null && root.isTextual()) {
                return Json.MAPPER.createObjectNode().put("message", root.asText());
            }
            if (root == null || !root.isObject()) {
                return null;
            }
            return root.path("error").isObject() ? root.path("error") : root;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new AssertionError("Reading memory failed", e);
        }
    }

    private static @Nullable String billingOrCode(JsonNode error, RefusalWords words) {
        String type = error.path("type").asText("");
        if (words.isBilling(type)) {
            return type;
        }
        JsonNode code = error.path("code");
        return code.isValueNode() && !code.isNull() && !code.asText().isEmpty() ? code.asText() : null;
    }

    private static String text(JsonNode error, String... names) {
        for (String name : names) {
            JsonNode value = error.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                return value.isTextual() ? value.asText() : value.toString();
            }
        }
        return "";
    }

    private static @Nullable HttpUrl redirect(Response response) {
        String location = response.code() / 100 == 3 ? response.header("Location") : null;
        return location == null ? null : response.request().url().resolve(location);
    }
}
