package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** {@code /v1/embeddings}: unit vectors, the same for the same input. */
final class ServedEmbeddings implements ServedEndpoint {
    private static final int DIMENSIONS = 1536;
    private static final int MAX_DIMENSIONS = 4096;

    @Override
    public String path() {
        return "/v1/embeddings";
    }

    @Override
    public String title() {
        return "Embeddings";
    }

    @Override
    public List<String> required() {
        return List.of("input");
    }

    @Override
    public Optional<String> countedField() {
        return Optional.of("input");
    }

    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        List<String> inputs = inputs(body.path("input"));
        JsonNode wanted = body.path("dimensions");
        int dimensions = asked.has("dimensions") ? wanted.asInt() : DIMENSIONS;
        if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new InvalidBody(
                    "Invalid value for 'dimensions' = " + wanted + ". Must be between 1 and " + MAX_DIMENSIONS + ".",
                    "dimensions",
                    null);
        }
        boolean base64 = asked.oneOf("encoding_format", "float", List.of("float", "base64"))
                .equals("base64");
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = node.putArray("data");
        long tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            float[] vector = vector(inputs.get(i), dimensions);
            ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
            if (base64) {
                item.put("embedding", base64(vector));
            } else {
                ArrayNode values = item.putArray("embedding");
                for (float value : vector) {
                    values.add(value);
                }
            }
            tokens += Marks.tokens(inputs.get(i));
        }
        node.put("model", Marks.model(asked.model()));
        node.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return node;
    }

    private static List<String> inputs(JsonNode input) {
        if (!input.isTextual() && !input.isArray()) {
            throw InvalidBody.type("input", "a string or an array", input);
        }
        List<String> inputs = new ArrayList<>();
        if (input.isArray() && !input.isEmpty() && !input.get(0).isNumber()) {
            input.forEach(element -> inputs.add(element.isTextual() ? element.textValue() : element.toString()));
        } else {
            inputs.add(input.isTextual() ? input.textValue() : input.toString());
        }
        if (input.isArray() && input.isEmpty() || inputs.contains("")) {
            throw new InvalidBody("Invalid 'input': input cannot be an empty string.", "input", null);
        }
        if (inputs.size() > 2048) {
            throw new InvalidBody(
                    "Invalid 'input': array too long. Expected an array with maximum length 2048, but got an array"
                            + " with length " + inputs.size() + " instead.",
                    "input",
                    "array_above_max_length");
        }
        return inputs;
    }

    private static float[] vector(String input, int dimensions) {
        SplittableRandom random =
                new SplittableRandom(ByteBuffer.wrap(Marks.sha256(input)).getLong());
        double[] raw = new double[dimensions];
        double sum = 0;
        for (int i = 0; i < dimensions; i++) {
            raw[i] = random.nextGaussian();
            sum += raw[i] * raw[i];
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (raw[i] / Math.sqrt(sum));
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
