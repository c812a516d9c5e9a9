package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Answers of an OpenAI-compatible server, whose base URL stands for the {@code /v1} of a line's URL. */
public final class UpstreamResponder implements Responder {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final ObjectMapper mapper;
    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore open;

    public UpstreamResponder(ObjectMapper mapper, URI base, int concurrency) {
        this.mapper = mapper;
        this.base = base.toString().replaceFirst("/+$", "");
        this.open = new Semaphore(concurrency);
    }

    @Override
    public CompletableFuture<Answer> answer(String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path.replaceFirst("^/v1", "")))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        open.acquireUninterruptibly();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, failure) -> open.release())
                .thenApply(response -> new Answer(response.statusCode(), json(response)));
    }

    @Override
    public void close() {}

    private JsonNode json(HttpResponse<String> response) {
        try {
            return mapper.readTree(response.body());
        } catch (JsonProcessingException e) {
            ObjectNode body = mapper.createObjectNode();
            body.putObject("error")
                    .put("message", response.body())
                    .put("type", "upstream_error")
                    .putNull("param")
                    .putNull("code");
            return body;
        }
    }
}
