package io.github.batchferry.option;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.batchferry.secret.WrongValue;

/** Reads the constants of a request body. Numbers keep every digit that was written. */
final class BodyConstants {
    static final String STREAM = "stream";
    static final String NO_STREAM = "asks for a stream, and a batch has none: leave stream out";

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private BodyConstants() {}

    static ObjectNode object(String text) {
        JsonNode node;
        try {
            node = READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new WrongValue("is not JSON (" + where(e.getLocation()) + e.getOriginalMessage()
                    + "): write an object, such as {\"temperature\": 0}");
        }
        if (!(node instanceof ObjectNode object)) {
            throw new WrongValue("is not a JSON object: write an object, such as {\"temperature\": 0}");
        }
        if (object.has(STREAM)
                && !(object.get(STREAM).isBoolean() && !object.get(STREAM).booleanValue())) {
            throw new WrongValue(NO_STREAM);
        }
        return object;
    }

    /** JSON where the text is JSON, else the text itself. */
    static JsonNode value(String text) {
        try {
            JsonNode node = READER.readTree(text);
            return node.isMissingNode() ? TextNode.valueOf(text) : node;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static String where(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
