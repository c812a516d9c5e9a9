package io.github.batchferry.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RequestWriter;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Collected;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.spark.read.output.Output;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new endpoint is one class for what is sent and read, and one for the emulator; nothing else has to know of it. */
class NewEndpointTest {
    private static final String PATH = "/v1/summaries";

    @TempDir
    Path directory;

    @Test
    void anEndpointThatNobodyKnowsIsAskedAnsweredAndRead() throws Exception {
        Endpoint summaries = new Summaries();
        RequestTemplate template = new RequestTemplate(
                PATH, RequestForm.PROMPT, "review", "m", null, "In one word.", new LinkedHashMap<>());
        EmulatorConfig config =
                EmulatorConfig.at(directory).withEndpoints(ServedEndpoints.DOCUMENTED.with(new ServedSummaries()));
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);

            JsonNode batch = client.run(line(template, summaries, "long and good"), PATH);
            List<String> results = client.lines(batch.path("output_file_id"));

            OutputSpec output = summaries.output(RequestForm.PROMPT, Map.of());
            try (AnswerReader answers = new Collected(AnswerRules.of(summaries, output), "row-1")
                    .output(results.toArray(String[]::new))
                    .reader()) {
                assertThat(answers.outcome()).isEqualTo(Outcome.SUCCEEDED);
                assertThat(Output.of(output).of(answers)).hasToString("good");
                assertThat(answers.usage().inputTokens()).isEqualTo(3);
            }
        }
    }

    private static String line(RequestTemplate template, Endpoint endpoint, String review) {
        RequestWriter writer = new RequestWriter(template, endpoint);
        RowValues row = new RowValues();
        row.payload.point(review.getBytes(UTF_8));
        assertThat(writer.prepare(row)).isNull();
        LineBuffer line = new LineBuffer(256);
        writer.write(Utf8.of("row-1"), line);
        return new String(line.bytes(), 0, line.length(), UTF_8);
    }

    private static final class Summaries implements Endpoint {
        @Override
        public String path() {
            return PATH;
        }

        @Override
        public String field() {
            return "text";
        }

        @Override
        public List<String> foreignFields() {
            return List.of("messages", "input", "prompt");
        }

        @Override
        public OutputSpec output(RequestForm form, Map<String, String> constants) {
            return OutputSpec.of(OutputKind.TEXT);
        }

        @Override
        public AnswerShape answer() {
            return new AnswerShape(AnswerShape.Kind.CHOICES, "tokens_in", "tokens_out");
        }
    }

    /** Answers with the last word. */
    private static final class ServedSummaries implements ServedEndpoint {
        @Override
        public String path() {
            return PATH;
        }

        @Override
        public String title() {
            return "Summaries";
        }

        @Override
        public List<String> required() {
            return List.of("text");
        }

        @Override
        public ObjectNode answer(JsonNode body, Instant now) {
            String[] words = body.path("text").asText().split(" ");
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putArray("choices").addObject().put("index", 0).put("text", words[words.length - 1]);
            answer.putObject("usage").put("tokens_in", words.length);
            return answer;
        }
    }
}
