package io.github.batchferry.spark.write;

import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.OutputSpec.Struct;
import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The option by which the answers of two writes differ.
 *
 * @param had with its name, as the job's first write has it
 * @param given as the other write has it
 */
record OutputDifference(String had, String given) {
    private static final Set<OutputKind> BY_CHOICES = Set.of(OutputKind.TEXT, OutputKind.TEXTS);

    /** Empty where the outputs are equal. */
    static Optional<OutputDifference> between(
            RequestTemplate firstRequest, OutputSpec first, RequestTemplate request, OutputSpec output) {
        if (first.equals(output)) {
            return Optional.empty();
        }
        Struct had = first.struct();
        Struct given = output.struct();
        if (had != null || given != null) {
            if (had == null || given == null) {
                return option(
                        "responseSchema",
                        had == null ? "" : SchemaDifference.fields(had),
                        given == null ? "" : SchemaDifference.fields(given));
            }
            if (!had.type().equals(given.type()) || !had.schema().equals(given.schema())) {
                SchemaDifference schema = SchemaDifference.between(had, given);
                return option("responseSchema" + schema.where(), schema.had(), schema.given());
            }
            if (had.onInvalid() != given.onInvalid()) {
                return option("onInvalidOutput", typed(had.onInvalid()), typed(given.onInvalid()));
            }
        }
        if (first.kind() != output.kind()) {
            if (first.saved().kind() == output.saved().kind()) {
                return option("saveAssets", saves(first), saves(output));
            }
            return BY_CHOICES.contains(first.kind()) && BY_CHOICES.contains(output.kind())
                    ? option("body.n", constant(firstRequest, "n"), constant(request, "n"))
                    : Optional.of(new OutputDifference(asks(firstRequest.form()), asks(request.form())));
        }
        return first.onIncomplete() != output.onIncomplete()
                ? option("onIncomplete", typed(first.onIncomplete()), typed(output.onIncomplete()))
                : Optional.of(new OutputDifference(tools(first), tools(output)));
    }

    private static Optional<OutputDifference> option(String name, String had, String given) {
        String first = had.isEmpty() ? "no " + name : name + " '" + had + "'";
        return Optional.of(new OutputDifference(first, given.isEmpty() ? "none" : "'" + given + "'"));
    }

    private static String typed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String constant(RequestTemplate request, String field) {
        return request.constants().getOrDefault(field, "");
    }

    private static String saves(OutputSpec output) {
        return String.valueOf(output.kind().hasAssets());
    }

    private static String tools(OutputSpec output) {
        return output.toolCalls() == ToolCalls.IN_COLUMN
                ? "body.tools, and so a column of their calls"
                : "no body.tools, and so no column of their calls";
    }

    private static String asks(RequestForm form) {
        return switch (form) {
            case PROMPT -> "promptColumn";
            case TEMPLATE -> "promptTemplate";
            case MESSAGES -> "messagesColumn";
            case INPUT -> "inputColumn with a string";
            case INPUTS -> "inputColumn with an array";
            case BODY -> "bodyColumn";
        };
    }
}
