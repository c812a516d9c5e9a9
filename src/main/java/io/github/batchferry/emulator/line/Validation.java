package io.github.batchferry.emulator.line;

import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.shard.IdHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One way through an input file, which finds all that is wrong with it before anything is bought. Whoever has the lines
 * otherwise than in a file hands them over one by one.
 */
public final class Validation {
    private static final int MOST_ERRORS = 1000;

    private final Limits limits;
    private final ServedEndpoints endpoints;
    private final ServedEndpoint endpoint;
    private final Set<Slack> slack;
    private final Consumer<LineError> errors;
    private final Set<Long> ids = new HashSet<>();
    private @Nullable String model;
    private int line;
    private long tokens;
    private long inputs;

    /** @param errors is told what is wrong, while the lines come */
    public Validation(ServedEndpoint endpoint, ServedEndpoints endpoints, Limits limits, Consumer<LineError> errors) {
        this(endpoint, endpoints, limits, Set.of(), errors);
    }

    private Validation(
            ServedEndpoint endpoint,
            ServedEndpoints endpoints,
            Limits limits,
            Set<Slack> slack,
            Consumer<LineError> errors) {
        this.limits = limits;
        this.endpoints = endpoints;
        this.endpoint = endpoint;
        this.slack = slack;
        this.errors = errors;
    }

    public static Verdict of(
            Path content,
            long bytes,
            ServedEndpoint endpoint,
            ServedEndpoints endpoints,
            Limits limits,
            Set<Slack> slack)
            throws IOException {
        List<LineError> errors = new ArrayList<>();
        Validation validation = new Validation(endpoint, endpoints, limits, slack, errors::add);
        try (Lines lines = new Lines(content)) {
            while (lines.next() && errors.size() < MOST_ERRORS) {
                validation.line(lines.buffer(), lines.start(), lines.length());
            }
        }
        validation.end(bytes);
        return new Verdict(validation.model, validation.line, validation.tokens, errors);
    }

    /** After the last line: finds what is wrong with the file as a whole. */
    public void end(long bytes) {
        if (line == 0) {
            add("empty_file", "The input file is empty. Please ensure that the batch contains at least one request.");
        }
        if (bytes > limits.bytes()) {
            String message = "The batch input file is larger than the %d maximum for the %s model";
            add("invalid_request", message.formatted(limits.bytes(), model));
        }
        if (line > limits.requests()) {
            String message = "The batch input file contains more requests than the maximum of %d.";
            add("too_many_tasks", message.formatted(limits.requests()));
        }
        if (inputs > limits.embeddingInputs()) {
            String message = "The batch contains more embedding inputs than the maximum of %d.";
            add("too_many_tasks", message.formatted(limits.embeddingInputs()));
        }
    }

    /** The next line, without its line feed. */
    public void line(byte[] bytes, int offset, int length) {
        line++;
        RequestLine request;
        try {
            request = RequestLine.parse(bytes, offset, length);
        } catch (IOException e) {
            add("invalid_json_line", "This line is not parseable as valid JSON.", null);
            return;
        }
        envelope(request);
        if (request.hasBody()) {
            body(request);
        }
        tokens += (request.bodyBytes() + 3) / 4;
        inputs += endpoint.countedField()
                .map(field -> request.fields().getOrDefault(field, 0))
                .orElse(0);
    }

    private void envelope(RequestLine request) {
        String id = request.customId();
        if (id == null) {
            missing("custom_id");
        } else {
            byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
            if (!ids.add(IdHash.of(utf8, 0, utf8.length))) {
                String message = "The custom_id '%s' for this request is a duplicate of another request. The custom_id"
                        + " parameter must be unique for each request in a batch.";
                add("duplicate_custom_id", message.formatted(id), "custom_id");
            }
        }
        if (request.method() == null) {
            missingInEnvelope("method");
        } else if (!request.method().equals("POST")) {
            String message = "Invalid value: '" + request.method() + "'. Supported values are: 'POST'";
            add("invalid_method", message, "method");
        }
        String asked = request.url();
        if (asked == null) {
            missingInEnvelope("url");
        } else if (!endpoint.paths().contains(asked) && endpoints.find(asked).isPresent()) {
            add("invalid_url", "The URL provided for this request does not match the batch endpoint.", "url");
        } else if (!endpoint.paths().contains(asked)) {
            add("url_not_found", "The provided url '" + asked + "' is not supported by the Batch API.", "url");
        }
        if (!request.hasBody()) {
            missing("body");
        }
    }

    private void body(RequestLine request) {
        String asked = request.model();
        if (asked == null) {
            add("invalid_request", "Model parameter is required.", "body.model");
        } else if (asked.startsWith("no-such")) {
            String message = "The provided model '" + asked + "' is not supported by the Batch API.";
            add("model_not_found", message, "body.model");
        } else if (model == null) {
            model = asked;
        } else if (!model.equals(asked) && !slack.contains(Slack.SEVERAL_MODELS)) {
            String message = "The model '%s' for this request does not match the rest of the batch. Each batch must"
                    + " contain requests for a single model.";
            add("mismatched_model", message.formatted(asked), "body.model");
        }
        for (String field : endpoint.required()) {
            if (!request.fields().containsKey(field)) {
                String name = field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
                add("invalid_request", name + " parameter is required.", "body." + field);
            }
        }
        if (request.streams()) {
            String message = endpoint.title() + ": Streaming is not supported in the Batch API.";
            add("streaming_unsupported", message, "body.stream");
        }
    }

    private void missingInEnvelope(String param) {
        if (!slack.contains(Slack.ID_AND_BODY)) {
            missing(param);
        }
    }

    private void missing(String param) {
        add("missing_required_parameter", "Missing required parameter: '" + param + "'.", param);
    }

    private void add(String code, String message) {
        errors.accept(new LineError(code, message, null, null));
    }

    private void add(String code, String message, @Nullable String param) {
        errors.accept(new LineError(code, message, param, line));
    }

    /** @param tokens a quarter of the bytes of all bodies */
    public record Verdict(@Nullable String model, long requests, long tokens, List<LineError> errors) {}
}
