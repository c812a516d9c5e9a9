package io.github.batchferry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema is sent only where strict mode takes it, and else refused with the place that is wrong. */
class StrictSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyPropertyIsRequiredAndNoOtherIsAllowed() throws IOException {
        assertThat(strict("{'properties':{'a':{'type':'string','default':'x'},'b':{'type':'object','properties':"
                        + "{'c':{'type':'integer'}},'required':[]}},'$schema':'s','title':'T'}"))
                .isEqualTo(json("{'properties':{'a':{'type':'string'},'b':{'properties':{'c':{'type':'integer'}},"
                        + "'type':'object','required':['c'],'additionalProperties':false}},'title':'T',"
                        + "'type':'object','required':['a','b'],'additionalProperties':false}"));
    }

    /** What {@code model_json_schema()} gives for an enum, an optional field and a nested model with a description. */
    @Test
    void aModelOfPydanticIsTaken() throws IOException {
        ObjectNode strict = strict("{'$defs':{'Label':{'enum':['good','bad'],'title':'Label','type':'string'},"
                + "'Item':{'properties':{'n':{'title':'N','type':'integer'}},'required':['n'],'title':'Item',"
                + "'type':'object'}},'properties':{'label':{'$ref':'#/$defs/Label'},"
                + "'item':{'$ref':'#/$defs/Item','description':'the first one'},"
                + "'again':{'allOf':[{'$ref':'#/$defs/Item'}],'default':null},"
                + "'note':{'anyOf':[{'type':'string'},{'type':'null'}],'default':null,'title':'Note'}},"
                + "'required':['label','item'],'title':'Review','type':'object'}");

        assertThat(strict.at("/properties/label")).isEqualTo(json("{'$ref':'#/$defs/Label'}"));
        assertThat(strict.at("/properties/item"))
                .isEqualTo(json("{'properties':{'n':{'title':'N','type':'integer'}},'title':'Item','type':'object',"
                        + "'description':'the first one','required':['n'],'additionalProperties':false}"));
        assertThat(strict.at("/properties/again/$ref").asText()).isEqualTo("#/$defs/Item");
        assertThat(strict.at("/properties/note/default").isMissingNode()).isTrue();
        assertThat(strict.at("/required")).hasSize(4);
        assertThat(strict.at("/$defs/Item/additionalProperties").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]                                                                       | $ is no JSON object",
                "{}                                                                       | $ must be an object",
                "{'type':'string'}                                                        | $ must be an object",
                "{'type':'array','items':{'type':'string'}}                               | $ must be an object",
                "{'type':'object'}                                                        | $ is an object without properties",
                "{'type':'object','properties':{}}                                        | $ is an object without properties",
                "{'type':'object','additionalProperties':{'type':'string'}}               | $ is an object without properties",
                "{'anyOf':[{'type':'object','properties':{'a':{'type':'string'}}}]}       | $ is 'anyOf'",
                "{'properties':{'a':true}}                                                | $.a is 'true'",
                "{'properties':{'a':{'type':'object'}}}                                   | $.a is an object without properties",
                "{'properties':{'a':{'type':'object','additionalProperties':{'type':'string'}}}} | $.a is an object without",
                "{'properties':{'a':{'properties':{'b':{'type':'string'}},'additionalProperties':true}}} | $.a takes any property",
                "{'properties':{'a':{'properties':{'b':{'type':'string'}},'additionalProperties':{}}}} | $.a takes any property",
                "{'properties':{'a':{'oneOf':[{'type':'string'}]}}}                       | $.a uses 'oneOf', which strict mode does not take: use 'anyOf'",
                "{'properties':{'a':{'allOf':[{'type':'string'},{'maxLength':3}]}}}       | $.a uses 'allOf' with several schemas",
                "{'properties':{'a':{'not':{'type':'string'}}}}                           | $.a uses 'not'",
                "{'properties':{'a':{'if':{},'type':'string'}}}                           | $.a uses 'if'",
                "{'properties':{'a':{'type':'string'}},'dependentRequired':{}}            | $ uses 'dependentRequired'",
                "{'properties':{'a':{'type':'string'}},'dependentSchemas':{}}             | $ uses 'dependentSchemas'",
                "{'properties':{'a':{'patternProperties':{'^x':{'type':'string'}}}}}      | $.a uses 'patternProperties': a map",
                "{'properties':{'a':{'propertyNames':{'pattern':'x'}}}}                   | $.a uses 'propertyNames': a map",
                "{'properties':{'a b':{'uniqueItems':true,'type':'array'}}}               | $['a b'] uses 'uniqueItems'",
                "{'properties':{'a':{'type':'array','prefixItems':[]}}}                   | $.a uses 'prefixItems'",
                "{'properties':{'a':{'type':'array','items':{'contains':{}}}}}            | $.a[] uses 'contains'",
                "{'properties':{'a':{'type':'array','items':{'type':'object'}}}}          | $.a[] is an object without",
                "{'properties':{'a':{'$ref':'#/$defs/None'}}}                             | $.a refers to '#/$defs/None'",
                "{'properties':{'a':{'$ref':'https://example.com/schema'}}}               | $.a refers to 'https://example.com/schema'",
                "{'properties':{'a':{'$ref':'#'}}}                                        | $.a.a refers to itself",
                "{'$defs':{'N':{'properties':{'next':{'$ref':'#/$defs/N'}}}},'properties':{'a':{'$ref':'#/$defs/N'}}} | refers to itself",
                "{'$defs':{'N':{'$ref':'#/$defs/N','title':'x'}},'properties':{'a':{'$ref':'#/$defs/N'}}} | refers to itself",
                "{'properties':{'a':{'anyOf':[{'type':'string'},{'discriminator':{}}]}}}  | $.a uses 'discriminator'",
                "{'properties':{'a':{'type':'string','pattern':'('}}}                      | $.a has a pattern that cannot be checked here",
                "{'properties':{'a':{'type':['object','null']}}}                           | $.a is an object without properties",
                "{'$defs':{'N':{'properties':{'n':{'$ref':'#/$defs/N','description':'d'}}}},'properties':{'a':{'$ref':'#/$defs/N'}}} | refers to itself",
                "{'properties':{'a':{'type':'string','format':'uri'}}}                     | $.a has the format 'uri'",
                "{'properties':{'a':7}}                                                   | $.a is no schema",
            })
    void whatStrictModeDoesNotTakeIsRefusedWithItsPath(String schema, String why) {
        assertThatThrownBy(() -> strict(schema))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(why)
                .hasMessageStartingWith("option 'responseSchema'")
                .hasMessageEndingWith("Nothing was sent");
    }

    @Test
    void whatIsLargerThanStrictModeTakesIsRefused() {
        assertThatThrownBy(() -> strict(wide(5001))).hasMessageContaining("$ has 5001 properties, the limit is 5000");
        assertThatThrownBy(() -> strict(deep(11)))
                .hasMessageContaining("$.a.a.a.a.a.a.a.a.a.a.a is nested more than 10 levels deep");
        assertThatThrownBy(() -> strict(choices(1001, 3))).hasMessageContaining("$ has 1001 enum values");
        assertThatThrownBy(() -> strict(choices(251, 60))).hasMessageContaining("$.a has 251 enum values of");
        assertThatThrownBy(() -> strict("{'properties':{'a':{'type':'string'},'" + "x".repeat(40_000)
                        + "':{'type':'string'},'" + "y".repeat(40_000) + "':{'type':'string'},'" + "z".repeat(40_000)
                        + "':{'type':'string'}}}"))
                .hasMessageContaining("$ has 120001 characters of names and values, the limit is 120000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void whatIsAsLargeAsItMayBeIsTaken(int depth) throws IOException {
        assertThat(strict(deep(depth))).isNotNull();
        assertThat(strict(wide(5000)).path("required")).hasSize(5000);
        assertThat(strict(choices(1000, 14))).isNotNull();
    }

    private static String wide(int properties) {
        return "{'properties':{"
                + IntStream.range(0, properties)
                        .mapToObj(i -> "'p" + i + "':{'type':'string'}")
                        .collect(Collectors.joining(","))
                + "}}";
    }

    private static String deep(int levels) {
        return "{'properties':{'a':" + (levels == 1 ? "{'type':'string'}" : deep(levels - 1)) + "}}";
    }

    private static String choices(int count, int length) {
        return "{'properties':{'a':{'type':'string','enum':["
                + IntStream.range(0, count)
                        .mapToObj(i -> "'" + String.format("%0" + length + "d", i) + "'")
                        .collect(Collectors.joining(","))
                + "]}}}";
    }

    private static ObjectNode strict(String schema) throws IOException {
        return StrictSchema.of(json(schema));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
