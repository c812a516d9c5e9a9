package io.github.batchferry.emulator.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tokens, under the names that a batch reports them by whatever its endpoint. */
public record Usage(long input, long cached, long output, long reasoning, long total) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    /** @param usage of an answer of any endpoint */
    public static Usage of(JsonNode usage) {
        String in = usage.has("input_tokens") ? "input_tokens" : "prompt_tokens";
        String out = usage.has("output_tokens") ? "output_tokens" : "completion_tokens";
        return new Usage(
                usage.path(in).asLong(),
                usage.path(in + "_details").path("cached_tokens").asLong(),
                usage.path(out).asLong(),
                usage.path(out + "_details").path("reasoning_tokens").asLong(),
                usage.path("total_tokens").asLong());
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cached + other.cached,
                output + other.output,
                reasoning + other.reasoning,
                total + other.total);
    }

    public ObjectNode view() {
        ObjectNode view = Json.object().put("input_tokens", input);
        view.putObject("input_tokens_details").put("cached_tokens", cached);
        view.put("output_tokens", output);
        view.putObject("output_tokens_details").put("reasoning_tokens", reasoning);
        return view.put("total_tokens", total);
    }
}
