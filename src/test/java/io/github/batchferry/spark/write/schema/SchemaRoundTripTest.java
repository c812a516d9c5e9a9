package io.github.batchferry.spark.write.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.OutputSpec.OnInvalid;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Collected;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.schema.StrictSchema;
import io.github.batchferry.spark.read.output.Output;
import java.io.IOException;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DDL becomes a strict schema, an answer that keeps to it becomes a struct, and one that does not a failed row. */
class SchemaRoundTripTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anAnswerThatFitsIsTheStruct(long seed) throws IOException {
        RandomTypes random = new RandomTypes(new Random(seed));
        StructType type = random.struct(0);
        ResponseSchema schema = ResponseSchema.of(RandomTypes.ddl(type));
        assertThat(schema.type()).isEqualTo(type);
        ObjectNode answer = random.value(type);

        try (AnswerReader reader = read(schema, answer.toString())) {
            assertThat(reader.outcome())
                    .as(answer + " of " + RandomTypes.ddl(type))
                    .isEqualTo(Outcome.SUCCEEDED);
            InternalRow row = (InternalRow) Output.of(spec(schema)).of(reader);
            assertThat(Shown.row(row, type)).isEqualTo(Shown.json(answer, type));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStrictSchemaOfATypeHasThatTypeAgain(long seed) {
        StructType type = new RandomTypes(new Random(seed)).struct(0);
        ObjectNode strict = ResponseSchema.of(RandomTypes.ddl(type)).strict();
        assertThat(StrictSchema.of(strict)).isEqualTo(strict);
        StructType again = ResponseSchema.of(strict.toString()).type();
        assertThat(again.fieldNames()).isEqualTo(type.fieldNames());
        for (int i = 0; i < again.length(); i++) {
            assertThat(again.fields()[i].nullable()).isEqualTo(type.fields()[i].nullable());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anAnswerThatDoesNotFitFailsWithThePlace(long seed) throws IOException {
        Random source = new Random(seed);
        RandomTypes random = new RandomTypes(source);
        StructType type = random.struct(0);
        ResponseSchema schema = ResponseSchema.of(RandomTypes.ddl(type));
        ObjectNode answer = random.value(type);
        String name = type.fieldNames()[source.nextInt(type.length())];
        String place = switch (source.nextInt(3)) {
            case 0 -> {
                answer.remove(name);
                yield "$ lacks '" + name + "'";
            }
            case 1 -> {
                answer.put("more", 1);
                yield "$ has 'more'";
            }
            default -> {
                answer.set(name, wrong(answer.get(name)));
                yield "$." + name;
            }
        };

        try (AnswerReader reader = read(schema, answer.toString())) {
            assertThat(reader.outcome())
                    .as(answer + " of " + RandomTypes.ddl(type))
                    .isEqualTo(Outcome.FAILED);
            assertThat(reader.error().code()).isEqualTo("invalid_output");
            assertThat(reader.error().message()).contains(place);
            assertThat(reader.response()).isNotNull();
            assertThat(reader.text()).isNull();
        }
    }

    /** No type in these schemas takes an array of an array of an array. */
    private static JsonNode wrong(JsonNode value) {
        ObjectNode holder = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        holder.putArray("x").addArray().addArray().addArray().addObject().set("y", value);
        return holder.get("x");
    }

    private static OutputSpec spec(ResponseSchema schema) {
        return OutputSpec.of(OutputKind.TEXT).with(schema.struct(OnInvalid.FAIL));
    }

    private static AnswerReader read(ResponseSchema schema, String answer) throws IOException {
        String content = new String(JsonStringEncoder.getInstance().quoteAsString(answer));
        String body = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + content
                + "\"},\"finish_reason\":\"stop\"}]}";
        return new Collected(AnswerRules.of(Endpoints.CHAT_COMPLETIONS, spec(schema)), "a")
                .output(Collected.body("a", body))
                .reader();
    }
}
