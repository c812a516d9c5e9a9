package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers that depend on the body alone, and say in every body that they are the emulator's. */
public final class BuiltInResponder implements Responder {
    private final ObjectMapper mapper;
    private final ServedEndpoints endpoints;
    private final Clock clock;

    public BuiltInResponder(ObjectMapper mapper, ServedEndpoints endpoints, Clock clock) {
        this.mapper = mapper;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> answer(String path, byte[] body) {
        Optional<ServedEndpoint> endpoint = endpoints.find(path);
        try {
            if (endpoint.isEmpty()) {
                return CompletableFuture.completedFuture(refused(404, "Invalid URL (POST " + path + ")", null, null));
            }
            JsonNode answer = endpoint.get()
                    .answer(mapper.readTree(body), clock.instant())
                    .put("system_fingerprint", Marks.FINGERPRINT);
            return CompletableFuture.completedFuture(new Answer(200, answer));
        } catch (InvalidBody e) {
            return CompletableFuture.completedFuture(refused(400, e.getMessage(), e.param(), e.code()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {}

    private Answer refused(int status, @Nullable String message, @Nullable String param, @Nullable String code) {
        ObjectNode body = mapper.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", param)
                .put("code", code);
        return new Answer(status, body);
    }
}
