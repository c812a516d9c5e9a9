package io.github.batchferry.spark.write.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import io.github.batchferry.request.endpoint.OutputSpec.OnInvalid;
import io.github.batchferry.request.endpoint.OutputSpec.Struct;
import io.github.batchferry.schema.BoundedSchema;
import io.github.batchferry.schema.StrictSchema;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What {@code responseSchema} asks for.
 *
 * @param strict as it is sent
 */
public record ResponseSchema(StructType type, ObjectNode strict) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * @param text DDL of the columns, or a JSON Schema
     * @throws UserException where it is neither, or structured outputs could not keep to it
     */
    public static ResponseSchema of(String text) {
        if (text.stripLeading().startsWith("{")) {
            ObjectNode strict = StrictSchema.of(json(text));
            return new ResponseSchema(distinct(TypeOfSchema.of(strict), "$"), strict);
        }
        StructType type = distinct(ddl(text), "$");
        return new ResponseSchema(type, StrictSchema.of(SchemaOfType.of(type)));
    }

    /** Spark does not tell names apart that differ by case alone. */
    private static StructType distinct(StructType type, String path) {
        Set<String> names = new HashSet<>();
        for (StructField field : type.fields()) {
            if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
                throw SchemaOfType.refused(
                        path, "has '" + field.name() + "' twice, or beside a name that differs by case alone");
            }
            DataType value = field.dataType();
            while (value instanceof ArrayType array) {
                value = array.elementType();
            }
            if (value instanceof StructType inner) {
                distinct(inner, path + "." + field.name());
            }
        }
        return type;
    }

    public Struct struct(OnInvalid onInvalid) {
        return new Struct(type.json(), BoundedSchema.of(strict).toString(), onInvalid);
    }

    private static StructType ddl(String text) {
        try {
            return StructType.fromDDL(text);
        } catch (Exception e) { // Spark's own for syntax is a checked one, which its signature does not name
            throw new UserException(
                    "option 'responseSchema' is neither DDL such as 'label STRING NOT NULL, score DOUBLE' nor a JSON"
                            + " Schema, which begins with '{': " + DdlError.words(e) + ". Nothing was sent");
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UserException("option 'responseSchema' begins with '{' and is no JSON: malformed at character "
                    + e.getLocation().getCharOffset() + ". Nothing was sent");
        }
    }
}
