package io.github.batchferry.spark.write.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.request.endpoint.OutputSpec.OnInvalid;
import io.github.batchferry.schema.SchemaCheck;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A response schema is DDL or a JSON Schema, and one that no column could show is refused with its place. */
class ResponseSchemaTest {
    @Test
    void ddlBecomesAStrictSchemaWithItsCommentsAndValues() {
        ResponseSchema schema = ResponseSchema.of("label STRING NOT NULL COMMENT 'one of: good | bad; the verdict',"
                + " score DECIMAL(4, 2) NOT NULL, stars TINYINT, on DATE COMMENT 'of the visit'");
        assertThat(schema.strict().toString().replace('"', '\''))
                .isEqualTo("{'type':'object','properties':{"
                        + "'label':{'type':'string','enum':['good','bad'],'description':'the verdict'},"
                        + "'score':{'type':'number','minimum':-99.99,'maximum':99.99},"
                        + "'stars':{'type':['integer','null'],'minimum':-128,'maximum':127},"
                        + "'on':{'type':['string','null'],'format':'date','description':'of the visit'}},"
                        + "'required':['label','score','stars','on'],'additionalProperties':false}");
    }

    @Test
    void aJsonSchemaBecomesAStruct() {
        ResponseSchema schema = ResponseSchema.of(json("{'$defs':{'Item':{'properties':{'n':{'type':'integer'},"
                + "'at':{'format':'date-time','type':'string'}},'type':'object'}},'properties':{"
                + "'label':{'enum':['good','bad'],'type':'string'},'note':{'anyOf':[{'type':'string'},{'type':'null'}]},"
                + "'items':{'items':{'$ref':'#/$defs/Item'},'type':'array'},'score':{'anyOf':[{'type':'integer'},"
                + "{'type':'number'}]},'sure':{'const':true},'day':{'type':['null','string'],'format':'date'},"
                + "'holes':{'type':'array','items':{'type':['number','null']}}},'type':'object'}"));
        assertThat(schema.type().toDDL())
                .isEqualTo("label STRING NOT NULL,note STRING,items ARRAY<STRUCT<n: BIGINT, at: TIMESTAMP>> NOT NULL,"
                        + "score DOUBLE NOT NULL,sure BOOLEAN NOT NULL,day DATE,holes ARRAY<DOUBLE> NOT NULL");
        assertThat(schema.type().apply("items").dataType().catalogString()).doesNotContain("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'properties':                   | begins with '{' and is no JSON",
                "m MAP<STRING, INT>               | $.m is map<string,int>, and structured outputs know fixed properties only",
                "a ARRAY<MAP<STRING, INT>>        | $.a[] is map<string,int>",
                "b BINARY                         | $.b is binary, which JSON cannot say",
                "t TIMESTAMP_NTZ                  | $.t is timestamp_ntz, which JSON cannot say",
                "n INT COMMENT 'one of: 1'        | $.n is int, and only a string can be 'one of'",
                "s STRING COMMENT 'one of:'       | $.s has an empty value",
                "a INT, A INT                     | $ has 'A' twice",
                "s STRUCT<a: INT, A: INT>         | $.s has 'A' twice",
                "{'properties':{'a':{'type':'array','items':{'properties':{'b':{'type':'null'},'B':{'type':'string'}}}}}} | $.a[].b is always null",
                "{'properties':{'a':{'type':['string','integer']}}} | $.a may be of several types ([string, bigint]), and a column has one",
                "{'properties':{'a':{'anyOf':[{'type':'string'},{'type':'string','format':'date'}]}}} | $.a may be of several types",
                "{'properties':{'a':{'enum':['x',1]}}} | $.a may be of several types",
                "{'properties':{'a':{'const':{'x':1}}}} | $.a names the value {\"x\":1}, which no column could hold",
                "{'properties':{'a':{'enum':[99999999999999999999]}}} | $.a names the value 99999999999999999999",
                "{'properties':{'a':{'type':'array'}}} | $.a is an array without 'items'",
                "{'properties':{'a':{'description':'anything'}}} | $.a has no 'type'",
            })
    void whatNoColumnCouldShowIsRefusedWithItsPlace(String schema, String why) {
        assertThatThrownBy(() -> ResponseSchema.of(schema.startsWith("{") ? json(schema) : schema))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(why)
                .hasMessageEndingWith("Nothing was sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "f FLOAT | 3.4028235e38 | ",
                "f FLOAT | -3.4028235e38 | ",
                "f FLOAT | 3.403e38 | $.f does not keep to 'maximum'",
                "f FLOAT | -1e39 | $.f does not keep to 'minimum'",
                "{'properties':{'f':{'enum':[0.12345678901234567890]}}} | 0.12345678901234567890 | ",
                "{'properties':{'f':{'enum':[0.12345678901234567890]}}} | 0.12345678901234567891 | $.f is none of the values",
                "{'properties':{'f':{'type':['integer','number']}}} | 1e20 | ",
            })
    void aNumberFitsAsItWasWritten(String schema, String number, String why) {
        ResponseSchema answers = ResponseSchema.of(schema.startsWith("{") ? json(schema) : schema);
        byte[] answer = ("{\"f\":" + number + "}").getBytes(UTF_8);
        Optional<String> problem =
                new SchemaCheck(answers.struct(OnInvalid.FAIL).schema()).problem(answer, 0, answer.length);
        if (why == null) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem.orElseThrow()).startsWith(why);
        }
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
