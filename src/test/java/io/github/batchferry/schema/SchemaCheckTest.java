package io.github.batchferry.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits a schema can be shown in its column; what does not is named with its place and its value. */
class SchemaCheckTest {
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
        String schema = BoundedSchema.of((com.fasterxml.jackson.databind.node.ObjectNode)
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .readTree(
                                        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":[\"integer\",\"null\"]},"
                                                + "\"d\":{\"type\":\"number\"}}}"))
                .toString();
        Optional<String> problem = problem(schema, answer == null ? "" : answer.replace('\'', '"'));
        if (why == null) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem.orElseThrow()).startsWith(why.replace('\'', '"').replace("\"maximum\"", "'maximum'"));
        }
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

    private static Optional<String> problem(String schema, String answer) {
        byte[] text = ("xx" + answer + "y").getBytes(UTF_8);
        return new SchemaCheck(schema).problem(text, 2, text.length - 3);
    }
}
