package io.github.batchferry.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits a schema can be shown in its column; what does not is named with its place and its value. */
class SchemaCheckTest {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date-time | 2026-01-31T12:00:00Z          | 2026-01-31T12:00:60Z",
                "date-time | 2026-01-31T12:00:00.123+09:00 | +12026-01-31T12:00:00Z",
                "date-time | 2026-01-31T12:00Z             | 2026-01-31 12:00:00",
                "date      | 2024-02-29                    | 2026-02-29",
                "time      | 12:00:00Z                     | 12:00:00",
                "duration  | P1DT2H                        | PT",
                "duration  | P3W                           | 3 weeks",
                "email     | a@example.com                 | a@",
                "hostname  | a-b.example.com               | -a.example.com",
                "ipv4      | 192.0.2.1                     | 192.0.2.256",
                "ipv6      | 2001:db8::1                   | 2001:db8::g",
                "uuid      | 00000000-0000-4000-8000-000000000000 | 0000",
            })
    void aFormatIsWhatCanBeRead(String format, String right, String wrong) {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"" + format + "\"}}}";
        assertThat(problem(schema, "{\"a\":\"" + right + "\"}")).isEmpty();
        assertThat(problem(schema, "{\"a\":\"" + wrong + "\"}"))
                .hasValue("$.a does not keep to 'format': \"" + wrong + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'n':9223372036854775807}  | ",
                "{'n':9223372036854775808}  | $.n does not keep to 'maximum': 9223372036854775808",
                "{'n':1.5}                  | $.n is of another type than the schema asks: 1.5",
                "{'n':'high'}               | $.n is of another type than the schema asks: 'high'",
                "{'n':1e400}                | $.n",
                "{'d':1e400}                | $.d does not keep to 'maximum'",
                "{'d':1e308}                | ",
                "{'d':-1.5}                 | ",
                "{'n':1,'n':2}              | it is no JSON: malformed at byte",
                "{'n':1E99999999999}        | it holds a number whose exponent has more than three digits",
                "{'d':1e-20000000}          | it holds a number whose exponent has more than three digits",
                "{'n':                      | it is no JSON: malformed at byte",
                "{} and more                | it is no JSON: malformed at byte",
                "                           | it is empty",
                "[]                         | $ is of another type than the schema asks: []",
            })
    void aNumberThatFitsHasAPlaceInItsColumn(String answer, String why) throws Exception {
        String schema = bounded("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":[\"integer\",\"null\"]},"
                + "\"d\":{\"type\":\"number\"}}}");
        Optional<String> problem = problem(schema, answer == null ? "" : answer.replace('\'', '"'));
        if (why == null) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem.orElseThrow()).startsWith(why.replace('\'', '"').replace("\"maximum\"", "'maximum'"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'properties':{'a':{'type':['integer','number']}}} | {'a':1e20} | ",
                "{'properties':{'a':{'type':['number','integer','null']}}} | {'a':100000000000000000000} | ",
                "{'properties':{'a':{'anyOf':[{'type':'integer'},{'type':'number'}]}}} | {'a':1e20} | ",
                "{'properties':{'a':{'enum':[123456789012345678]}}} | {'a':123456789012345678} | ",
                "{'properties':{'a':{'enum':[123456789012345678]}}} | {'a':123456789012345679} | $.a is none of the values",
                "{'properties':{'a':{'enum':[0.1234567890123456789]}}} | {'a':0.1234567890123456789} | ",
                "{'properties':{'a':{'enum':[0.1234567890123456789]}}} | {'a':0.1234567890123456788} | $.a is none of the values",
                "{'properties':{'a':{'const':0.1234567890123456789}}} | {'a':0.1234567890123456788} | $.a is none of the values",
                "{'properties':{'a':{'enum':[1]}}} | {'a':1.0} | ",
                "{'properties':{'a':{'enum':[1.50]}}} | {'a':1.5} | ",
                "{'properties':{'a':{'maximum':0.1234567890123456789}}} | {'a':0.1234567890123456790} | $.a does not keep to 'maximum'",
                "{'properties':{'a':{'multipleOf':0.01}}} | {'a':0.07} | ",
                "{'properties':{'a':{'multipleOf':0.01}}} | {'a':0.0700000000000000001} | $.a does not keep to 'multipleOf'",
            })
    void numbersAreComparedDigitByDigit(String schema, String answer, String why) throws Exception {
        Optional<String> problem = problem(bounded(json(schema)), json(answer));
        if (why == null) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem.orElseThrow()).startsWith(why);
        }
    }

    @Test
    void whatIsLongerThanCanBeReadIsNamedWithItsPlaceAndIsNoReasonToStop() {
        String schema = "{\"type\":\"object\"}";
        String digits = "1".repeat(1001);
        assertThat(problem(schema, "{\"a\":{\"b\":[1,{\"c d\":" + digits + "}]}}"))
                .hasValue("$.a.b[1]['c d'] is more than can be read: number value length (1001) exceeds the maximum"
                        + " allowed (1000)");
        assertThat(problem(schema, "{\"a\":[0." + digits + "]}").orElseThrow())
                .startsWith("$.a[0] is more than can be read: number value length");
        String text = "x".repeat(20_000_001);
        assertThat(problem(schema, "{\"n\":1,\"a\":\"" + text + "\"}").orElseThrow())
                .startsWith("$.a is more than can be read: string value length")
                .endsWith("exceeds the maximum allowed (20000000)");
        String deep = "[".repeat(1100) + "]".repeat(1100);
        assertThat(problem(schema, "{\"a\":" + deep + "}").orElseThrow())
                .startsWith("$.a[0][0]")
                .contains("… is more than can be read: document nesting depth")
                .hasSizeLessThan(300);
        assertThat(problem(schema, "{\"a\":{\"b\":1,\"" + "n".repeat(50_001) + "\":1}}")
                        .orElseThrow())
                .startsWith("$.a is more than can be read: name length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000{\u0000}",
                "{\u0000}\u0000",
                "\u0000\u0000\u0000{\u0000\u0000\u0000}",
                "{} {}",
                "{}x",
                "{}\u0000"
            })
    void whatAnotherReaderTakesForSomethingElseIsNoJson(String answer) {
        assertThat(problem("{\"type\":\"object\"}", answer).orElseThrow())
                .startsWith("it is no JSON: malformed at byte");
    }

    @Test
    void aPatternThatNeedsTooMuchIsNoReasonToStop() {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"^(a|b)*$\"}}}";
        assertThat(problem(schema, "{\"a\":\"" + "ab".repeat(100_000) + "\"}"))
                .hasValue("it cannot be checked: StackOverflowError");
    }

    @Test
    void aLongValueIsShownInPart() {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}";
        assertThat(problem(schema, "{\"a\":\"" + "x".repeat(500) + "\"}").orElseThrow())
                .hasSizeLessThan(200)
                .endsWith("…");
    }

    private static String bounded(String schema) throws Exception {
        return BoundedSchema.of((ObjectNode) EXACT.readTree(schema)).toString();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Optional<String> problem(String schema, String answer) {
        byte[] text = ("xx" + answer + "y").getBytes(UTF_8);
        return new SchemaCheck(schema).problem(text, 2, text.length - 3);
    }
}
