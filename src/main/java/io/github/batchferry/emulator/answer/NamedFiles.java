package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Refuses bodies that name files which are not there, and lets all others be answered. Which words and code OpenAI has for
 * that in a line is not documented: those here are assumed.
 */
public final class NamedFiles implements Responder {
    private final Responder responder;
    private final ServedEndpoint endpoint;
    private final ObjectMapper mapper;
    private final Predicate<String> known;

    public NamedFiles(Responder responder, ServedEndpoint endpoint, ObjectMapper mapper, Predicate<String> known) {
        this.responder = responder;
        this.endpoint = endpoint;
        this.mapper = mapper;
        this.known = known;
    }

    @Override
    public CompletableFuture<Answer> answer(String path, byte[] body) {
        CompletableFuture<Answer> answer = responder.answer(path, body);
        if (!new String(body, StandardCharsets.ISO_8859_1).contains("\"file_id\"")) {
            return answer;
        }
        return answer.thenApply(given -> given.isSuccess() ? missing(body).orElse(given) : given);
    }

    @Override
    public void close() {
        responder.close();
    }

    private Optional<Answer> missing(byte[] body) {
        try {
            JsonNode asked = mapper.readTree(body);
            return endpoint.files(asked).stream()
                    .filter(known.negate())
                    .findFirst()
                    .map(this::refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer refused(String file) {
        ObjectNode body = mapper.createObjectNode();
        body.putObject("error")
                .put("message", "File '" + file + "' was not found, or this project has no access to it.")
                .put("type", "invalid_request_error")
                .put("param", "file_id")
                .put("code", "file_not_found");
        return new Answer(400, body);
    }
}
