package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing, or streamed, fails a batch; what is there and wrong fails its line. */
class EndpointValidationTest {
    @TempDir
    static Path directory;

    private static Emulator emulator;
    private static EmulatorClient client;

    @BeforeAll
    static void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory));
        client = new EmulatorClient(emulator);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/responses         |{}                          |input   |Input parameter is required.",
                "/v1/responses         |{'input':null}              |input   |Input parameter is required.",
                "/v1/embeddings        |{}                          |input   |Input parameter is required.",
                "/v1/completions       |{'input':'a'}               |prompt  |Prompt parameter is required.",
                "/v1/moderations       |{'prompt':'a'}              |input   |Input parameter is required.",
                "/v1/images/generations|{}                          |prompt  |Prompt parameter is required.",
                "/v1/images/edits      |{'prompt':'a','image':'b'}  |images  |Images parameter is required.",
                "/v1/videos            |{'seconds':'4'}             |prompt  |Prompt parameter is required.",
                "/v1/embeddings        |{'input':'a','stream':true} |stream  |Embeddings: Streaming is not supported",
                "/v1/completions       |{'prompt':'a','stream':true}|stream  |Completions: Streaming is not supported",
                "/v1/moderations       |{'input':'a','stream':true} |stream  |Moderations: Streaming is not supported",
                "/v1/images/generations|{'prompt':'a','stream':true}|stream  |Image Generations: Streaming is not",
            })
    void whatIsMissingOrStreamedFailsTheBatch(String endpoint, String body, String param, String message)
            throws Exception {
        JsonNode batch = client.run(EmulatorClient.line("a", endpoint, json(body)), endpoint);
        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.at("/errors/data")).hasSize(1);
        JsonNode error = batch.at("/errors/data/0");
        assertThat(error.path("param").asText()).isEqualTo("body." + param);
        assertThat(error.path("message").asText()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions  |{'messages':'hi'}                  |messages      |invalid_type",
                "/v1/chat/completions  |{'messages':[]}                    |messages      |empty_array",
                "/v1/chat/completions  |{'messages':[{}],'n':0}            |n             |integer_below_min_value",
                "/v1/responses         |{'input':{'a':1}}                  |input         |invalid_type",
                "/v1/embeddings        |{'input':7}                        |input         |invalid_type",
                "/v1/embeddings        |{'input':'a','encoding_format':'x'}|encoding_format|invalid_value",
                "/v1/completions       |{'prompt':{}}                      |prompt        |invalid_type",
                "/v1/completions       |{'prompt':['a',true]}              |prompt[1]     |invalid_type",
                "/v1/completions       |{'prompt':'a','n':129}             |n             |integer_above_max_value",
                "/v1/moderations       |{'input':[]}                       |input         |empty_array",
                "/v1/moderations       |{'input':['a',1]}                  |input[1]      |invalid_type",
                "/v1/moderations       |{'input':[{'type':'audio'}]}       |input[0].type |invalid_value",
                "/v1/images/generations|{'prompt':['a']}                   |prompt        |invalid_type",
                "/v1/images/generations|{'prompt':''}                      |prompt        |empty_string",
                "/v1/images/generations|{'prompt':'a','n':11}              |n             |integer_above_max_value",
                "/v1/images/generations|{'prompt':'a','response_format':'x'}|response_format|invalid_value",
                "/v1/images/edits      |{'prompt':'a','images':['b']}      |images[0]     |invalid_type",
                "/v1/images/edits      |{'prompt':'a','images':[{}]}       |images[0]     |invalid_value",
                "/v1/images/edits      |{'prompt':'a','images':[{'image_url':'b'}]}|images[0].image_url|invalid_value",
                "/v1/images/edits      |{'prompt':'a','images':[{'file_id':'f'}],'image':'b'}|image|unknown_parameter",
                "/v1/images/edits      |{'prompt':'a','images':[{'file_id':'f'}],'mask':'b'}|mask|invalid_type",
                "/v1/videos            |{'prompt':'a','seconds':'5'}       |seconds       |invalid_value",
                "/v1/videos            |{'prompt':'a','seconds':4}         |seconds       |invalid_type",
                "/v1/videos            |{'prompt':'a','size':'1x1'}        |size          |invalid_value",
                "/v1/videos            |{'prompt':'a','input_reference':'b'}|input_reference|invalid_type",
                "/v1/videos            |{'prompt':'a','input_reference':{'file_id':'f','image_url':'data:image/png,'}}"
                        + "|input_reference|invalid_value",
            })
    void whatIsWrongFailsItsLine(String endpoint, String body, String param, String code) throws Exception {
        JsonNode error = client.answer(endpoint, json(body)).path("error");
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void aModelThatGivesBytesAloneTakesNoFormatOfTheAnswer() throws Exception {
        JsonNode error = client.answer(
                        "/v1/images/generations",
                        "{\"model\":\"gpt-image-1\",\"prompt\":\"a\",\"response_format\":\"b64_json\"}")
                .path("error");
        assertThat(error.path("code").asText()).isEqualTo("unknown_parameter");
    }

    @Test
    void aModelThatEditsFormsAloneTakesNoJson() throws Exception {
        JsonNode error = client.answer(
                        "/v1/images/edits",
                        "{\"model\":\"dall-e-2\",\"prompt\":\"a\",\"images\":[{\"file_id\":\"f\"}]}")
                .path("error");
        assertThat(error.path("param").asText()).isEqualTo("model");
    }

    @Test
    void aBatchHasNoMoreThanFiftyThousandInputs() throws Exception {
        String inputs = "[" + "\"a\",".repeat(1_999) + "\"a\"]";
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            lines.append(EmulatorClient.line(
                    "row-" + i, "/v1/embeddings", "{\"model\":\"e\",\"dimensions\":1,\"input\":" + inputs + "}"));
        }
        assertThat(client.run(lines.toString(), "/v1/embeddings").path("status").asText())
                .isEqualTo("completed");
        String more = EmulatorClient.line("more", "/v1/embeddings", "{\"model\":\"e\",\"input\":\"a\"}");
        JsonNode failed = client.run(lines + more, "/v1/embeddings");
        assertThat(failed.at("/errors/data/0/message").asText())
                .isEqualTo("The batch contains more embedding inputs than the maximum of 50000.");
    }

    private static String json(String body) {
        return body.replace("'", "\"").replaceFirst("\\{", "{\"model\":\"m\",").replace(",}", "}");
    }
}
