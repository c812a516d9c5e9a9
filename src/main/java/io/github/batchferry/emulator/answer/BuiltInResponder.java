package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers that depend on the body alone, and say in every body that they are the emulator's. */
public final class BuiltInResponder implements Responder {
    private final ObjectMapper mapper;
    private final Map<String, EndpointAnswer> endpoints;

    public BuiltInResponder(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        TextAnswer text = new TextAnswer(mapper);
        this.endpoints = Map.of(
                "/v1/chat/completions", new ChatAnswer(text, clock),
                "/v1/responses", new ResponsesAnswer(text, clock),
                "/v1/embeddings", new EmbeddingsAnswer());
    }

    @Override
    public CompletableFuture<Answer> answer(String path, byte[] body) {
        EndpointAnswer endpoint = endpoints.get(path);
        try {
            if (endpoint == null) {
                return CompletableFuture.completedFuture(refused(404, "Invalid URL (POST " + path + ")", null, null));
            }
            JsonNode answer = endpoint.to(mapper.readTree(body)).put("system_fingerprint", Marks.FINGERPRINT);
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
