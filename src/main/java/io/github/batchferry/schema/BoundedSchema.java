package io.github.batchferry.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A schema by which each number that fits has a place in a column: a whole one in a long, any other in a double. */
public final class BoundedSchema {
    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigDecimal MOST_DOUBLE = BigDecimal.valueOf(Double.MAX_VALUE);

    private BoundedSchema() {}

    /** @param strict stays as it is */
    public static ObjectNode of(ObjectNode strict) {
        ObjectNode bounded = strict.deepCopy();
        bound(bounded);
        return bounded;
    }

    private static void bound(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            if (has(schema, "number")) {
                put(schema, MOST_DOUBLE.negate(), MOST_DOUBLE);
            } else if (has(schema, "integer")) {
                put(schema, new BigDecimal(LEAST_LONG), new BigDecimal(MOST_LONG));
            }
        }
        for (JsonNode inner : node) {
            bound(inner);
        }
    }

    private static boolean has(ObjectNode schema, String wanted) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (one.asText().equals(wanted)) {
                    return true;
                }
            }
        }
        return type.asText().equals(wanted);
    }

    private static void put(ObjectNode schema, BigDecimal least, BigDecimal most) {
        JsonNode minimum = schema.path("minimum");
        JsonNode maximum = schema.path("maximum");
        if (!minimum.isNumber() || minimum.decimalValue().compareTo(least) < 0) {
            schema.put("minimum", least);
        }
        if (!maximum.isNumber() || maximum.decimalValue().compareTo(most) > 0) {
            schema.put("maximum", most);
        }
    }
}
