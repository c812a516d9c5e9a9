package io.github.batchferry.option;

import static io.github.batchferry.option.RequestOptions.BODY_COLUMN;
import static io.github.batchferry.option.RequestOptions.IMAGE_COLUMN;
import static io.github.batchferry.option.RequestOptions.INPUT_COLUMN;
import static io.github.batchferry.option.RequestOptions.MESSAGES_COLUMN;
import static io.github.batchferry.option.RequestOptions.MODEL;
import static io.github.batchferry.option.RequestOptions.MODEL_COLUMN;
import static io.github.batchferry.option.RequestOptions.PROMPT_COLUMN;
import static io.github.batchferry.option.RequestOptions.PROMPT_TEMPLATE;
import static io.github.batchferry.option.RequestOptions.RESPONSE_SCHEMA;
import static io.github.batchferry.option.RequestOptions.SAVE_ASSETS;
import static io.github.batchferry.option.RequestOptions.SYSTEM_PROMPT;
import static io.github.batchferry.option.RequestOptions.UPLOAD_IMAGES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.ImageFrame;
import io.github.batchferry.request.endpoint.StructuredOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Options that are right one by one and wrong together. */
final class Contradictions {
    private static final int MOST_METADATA = 10;
    private static final List<List<Option<?>>> EXCLUSIVE = List.of(
            List.of(MODEL, MODEL_COLUMN),
            List.of(PROMPT_COLUMN, PROMPT_TEMPLATE, MESSAGES_COLUMN, INPUT_COLUMN, BODY_COLUMN),
            List.of(ConnectionOptions.API_TOKEN, ConnectionOptions.API_TOKEN_REF));

    private final OptionSet options;
    private final Set<Option<?>> mentioned;
    private final List<String> problems = new ArrayList<>();

    /** @param mentioned what was given, rightly or not, so that a wrong value is not called a missing one */
    Contradictions(OptionSet options, Set<Option<?>> mentioned) {
        this.options = options;
        this.mentioned = mentioned;
    }

    /** Whether one of the two at most can count. */
    static boolean exclude(Option<?> one, Option<?> other) {
        return !one.equals(other) && EXCLUSIVE.stream().anyMatch(set -> set.contains(one) && set.contains(other));
    }

    List<String> find() {
        EXCLUSIVE.forEach(this::oneAtMost);
        if (options.scope() == Scope.WRITE) {
            ObjectNode body = options.body();
            model(body);
            if (known(RequestOptions.ENDPOINT)) {
                layout(options.value(RequestOptions.ENDPOINT), body);
            }
            limits();
            problems.addAll(new ProviderFit(options, mentioned).find());
        }
        return List.copyOf(problems);
    }

    private void oneAtMost(List<Option<?>> rivals) {
        String names = rivals.stream()
                .filter(mentioned::contains)
                .map(o -> "'" + o.name() + "'")
                .collect(Collectors.joining(", "));
        if (names.contains(",")) {
            problems.add("options " + names + " exclude each other: keep one of them");
        }
    }

    private void model(ObjectNode body) {
        JsonNode constant = body.get("model");
        boolean named = mentioned.contains(MODEL) || mentioned.contains(MODEL_COLUMN);
        if (constant != null && named) {
            problems.add("the model is given twice, by option '"
                    + (mentioned.contains(MODEL) ? MODEL : MODEL_COLUMN).name()
                    + "' and in the body's constants: keep one of them");
        } else if (constant != null
                && !(constant.isTextual() && !constant.textValue().isBlank())) {
            problems.add("'model' in the body's constants is not a name: write a text, such as gpt-6-luna");
        } else if (constant == null && !named && known(RequestOptions.BODY) && !mentioned.contains(BODY_COLUMN)) {
            problems.add("no model is given: set option 'model', such as gpt-6-luna, or 'modelColumn'");
        }
    }

    private void layout(Endpoint endpoint, ObjectNode body) {
        if (!endpoint.takesMessages()) {
            refuse(
                    MESSAGES_COLUMN,
                    "is not for " + endpoint.path() + ": use "
                            + (endpoint.inputs().taken() ? "inputColumn or promptColumn" : "promptColumn"));
        }
        if (!endpoint.inputs().taken()) {
            refuse(
                    INPUT_COLUMN,
                    "is not for " + endpoint.path() + ": use "
                            + (endpoint.takesMessages() ? "messagesColumn or promptColumn" : "promptColumn"));
        }
        if (!endpoint.prompt().takesSystemPrompt()) {
            refuse(SYSTEM_PROMPT, "has no place in a request to " + endpoint.path() + ": leave it out");
        } else if (mentioned.contains(MESSAGES_COLUMN)) {
            refuse(SYSTEM_PROMPT, "does not go with messagesColumn: put a system message into the messages");
        } else if (mentioned.contains(BODY_COLUMN)) {
            refuse(SYSTEM_PROMPT, "does not go with bodyColumn: put it into the bodies");
        }
        clash(
                body,
                endpoint.field(),
                EXCLUSIVE.get(1).stream()
                        .filter(mentioned::contains)
                        .findFirst()
                        .orElse(PROMPT_COLUMN));
        String systemField = endpoint.prompt().systemField();
        if (systemField != null && mentioned.contains(SYSTEM_PROMPT)) {
            clash(body, systemField, SYSTEM_PROMPT);
        }
        images(endpoint);
        assets(endpoint);
        uploads(endpoint);
        schema(endpoint, body);
        for (String field : endpoint.foreignFields()) {
            if (body.has(field)) {
                problems.add("'" + field + "' in the body's constants is no field of " + endpoint.path()
                        + ": leave it out, or choose another endpoint");
            }
        }
    }

    private void images(Endpoint endpoint) {
        if (endpoint.images() == null) {
            refuse(IMAGE_COLUMN, "is not for " + endpoint.path() + ", which takes no images: leave it out");
        }
        for (Option<?> other : List.of(MESSAGES_COLUMN, INPUT_COLUMN, BODY_COLUMN)) {
            if (mentioned.contains(other)) {
                refuse(
                        IMAGE_COLUMN,
                        "does not go with " + other.name() + ": put the images there, or use promptColumn or"
                                + " promptTemplate");
            }
        }
    }

    private void assets(Endpoint endpoint) {
        if (!options.explicit(SAVE_ASSETS)) {
            return;
        }
        AnswerShape.Kind answer = endpoint.answer().kind();
        if (answer == AnswerShape.Kind.VIDEO && !options.value(SAVE_ASSETS)) {
            refuse(SAVE_ASSETS, "is always true for " + endpoint.path() + ", whose answers are files: leave it out");
        } else if (answer != AnswerShape.Kind.VIDEO
                && answer != AnswerShape.Kind.IMAGES
                && options.value(SAVE_ASSETS)) {
            refuse(SAVE_ASSETS, "is not for " + endpoint.path() + ", whose answers hold no images: leave it out");
        }
    }

    private void uploads(Endpoint endpoint) {
        if (!known(UPLOAD_IMAGES) || !options.value(UPLOAD_IMAGES)) {
            return;
        }
        ImageFrame frame = endpoint.images();
        if (frame == null || !frame.takesFileIds()) {
            String others = Endpoints.ALL.stream()
                    .filter(other -> other.images() != null && other.images().takesFileIds())
                    .map(Endpoint::path)
                    .collect(Collectors.joining(", "));
            refuse(
                    UPLOAD_IMAGES,
                    "is not for " + endpoint.path() + ", which takes no uploaded images: leave it out, or ask "
                            + others);
        } else if (!mentioned.contains(IMAGE_COLUMN)) {
            refuse(UPLOAD_IMAGES, "uploads the images of imageColumn, which is not given: set it, or leave it out");
        }
    }

    private void schema(Endpoint endpoint, ObjectNode body) {
        StructuredOutputs place = endpoint.structuredOutputs();
        if (place == null) {
            refuse(
                    RESPONSE_SCHEMA,
                    "is not for " + endpoint.path() + ", which has no structured outputs: leave it out");
        } else if (mentioned.contains(RESPONSE_SCHEMA)) {
            if (place.isAskedBy(body)) {
                problems.add("'" + place.name() + "' in the body's constants clashes with 'responseSchema', which fills"
                        + " it: leave it out of body");
            }
            if (body.path("n").asInt(1) > 1) {
                problems.add(
                        "option 'responseSchema' makes one struct of an answer, and 'n' in the body's constants asks"
                                + " for " + body.path("n").asInt() + " answers: leave one of them out");
            }
        }
    }

    private void clash(ObjectNode body, String field, Option<?> filler) {
        if (body.has(field)) {
            problems.add("'" + field + "' in the body's constants clashes with '" + filler.name()
                    + "', which fills it: leave it out of body");
        }
    }

    private void limits() {
        int keys = options.family(RequestOptions.METADATA).size();
        if (keys > MOST_METADATA) {
            problems.add("option 'metadata.<key>' is given " + keys + " times: the API takes 16 and Batchferry needs 6"
                    + " of them, so keep " + MOST_METADATA);
        }
        Option<Integer> target = LimitOptions.REQUESTS_PER_BATCH;
        Option<Integer> most = LimitOptions.MAX_REQUESTS_PER_BATCH;
        if (options.explicit(target) && known(most) && options.value(target) > options.value(most)) {
            problems.add(
                    "option 'requestsPerBatch' = " + options.value(target) + " is more than 'maxRequestsPerBatch' = "
                            + options.value(most) + ": lower the first or raise the second");
        }
    }

    private void refuse(Option<?> option, String why) {
        if (mentioned.contains(option)) {
            problems.add("option '" + option.name() + "' " + why);
        }
    }

    /** Whether the value counts: it was given rightly, or not at all. */
    private boolean known(Option<?> option) {
        return options.explicit(option) || !mentioned.contains(option);
    }
}
