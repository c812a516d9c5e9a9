package io.github.batchferry.spark.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.request.endpoint.OutputSpec.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where two response schemas differ: by columns, as DDL; else by a rule for one of them.
 *
 * @param where for the end of the option's name; empty for the columns of the answer itself
 */
record SchemaDifference(String where, String had, String given) {
    private static final int FIELDS = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of schemas that are not equal. */
    static SchemaDifference between(Struct had, Struct given) {
        return had.type().equals(given.type())
                ? rule(json(had.schema()), json(given.schema()), "$")
                : columns(type(had), type(given), "$");
    }

    /** The columns as DDL, the first ones of many. */
    static String fields(Struct struct) {
        return ddl(Arrays.asList(type(struct).fields()), type(struct).length());
    }

    private static SchemaDifference columns(StructType had, StructType given, String path) {
        List<StructField> first = unlike(had, given);
        List<StructField> second = unlike(given, had);
        if (first.size() == 1
                && second.size() == 1
                && first.get(0).name().equals(second.get(0).name())) {
            DataType one = inner(first.get(0).dataType());
            DataType other = inner(second.get(0).dataType());
            if (one instanceof StructType a && other instanceof StructType b && !a.equals(b)) {
                return columns(a, b, path + "." + first.get(0).name());
            }
        }
        return new SchemaDifference(path.equals("$") ? "" : " at " + path, shown(first, had), shown(second, given));
    }

    private static List<StructField> unlike(StructType type, StructType other) {
        List<StructField> fields = new ArrayList<>(Arrays.asList(type.fields()));
        fields.removeAll(Arrays.asList(other.fields()));
        return fields;
    }

    /** @param fields none where only the order differs, or the other has more */
    private static String shown(List<StructField> fields, StructType of) {
        return ddl(fields.isEmpty() ? Arrays.asList(of.fields()) : fields, of.length());
    }

    private static String ddl(List<StructField> fields, int all) {
        List<String> shown = new ArrayList<>();
        for (StructField field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
            shown.add(
                    inner(field.dataType()) instanceof StructType nested && nested.length() > FIELDS
                            ? field.name() + " with " + nested.length() + " fields"
                            : field.toDDL());
        }
        int more = all - shown.size();
        return String.join(", ", shown) + (more > 0 ? ", and " + more + " more" : "");
    }

    private static DataType inner(DataType type) {
        return type instanceof ArrayType array ? inner(array.elementType()) : type;
    }

    private static StructType type(Struct struct) {
        return (StructType) DataType.fromJson(struct.type());
    }

    private static SchemaDifference rule(JsonNode had, JsonNode given, String path) {
        if (had.isObject() && given.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            had.fieldNames().forEachRemaining(names::add);
            given.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!had.path(name).equals(given.path(name))) {
                    return rule(had.path(name), given.path(name), name.equals("properties") ? path : path + "." + name);
                }
            }
        }
        return new SchemaDifference(" at " + path, shown(had), shown(given));
    }

    private static String shown(JsonNode rule) {
        if (rule.isMissingNode()) {
            return "";
        }
        if (!rule.isContainerNode()) {
            return rule.asText();
        }
        List<String> parts = new ArrayList<>();
        if (rule.isObject()) {
            rule.fieldNames().forEachRemaining(parts::add);
        } else {
            rule.forEach(part -> parts.add(part.toString()));
        }
        String first = String.join(", ", parts.subList(0, Math.min(FIELDS, parts.size())));
        return first + (parts.size() > FIELDS ? ", and " + (parts.size() - FIELDS) + " more" : "");
    }

    private static JsonNode json(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the sealed schema is no JSON", e);
        }
    }
}
