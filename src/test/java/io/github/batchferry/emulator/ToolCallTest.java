package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCallTest {
    private static final String PARAMETERS = """
            {"type":"object","required":["city","days"],"additionalProperties":false,
             "properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":7}}}""";
    private static final String CHAT = """
            {"model":"m","messages":[{"role":"user","content":"How is the weather?"}],"tool_choice":%s,"tools":[
             {"type":"function","function":{"name":"now"}},
             {"type":"function","function":{"name":"weather","strict":true,"parameters":""" + PARAMETERS + "}}]}";
    private static final String RESPONSES = """
            {"model":"m","input":"How is the weather?","tool_choice":%s,"tools":[{"type":"function","name":"now"},
             {"type":"function","name":"weather","strict":true,"parameters":""" + PARAMETERS + "}]}";

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

    @Test
    void aNamedFunctionIsCalledWithValidArguments() throws Exception {
        JsonNode choice = chat("{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}")
                .at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        JsonNode call = choice.at("/message/tool_calls/0");
        assertThat(call.path("id").asText()).startsWith("call_");
        assertThat(call.at("/function/name").asText()).isEqualTo("weather");
        assertValid(call.at("/function/arguments").asText());

        JsonNode item =
                responses("{\"type\":\"function\",\"name\":\"weather\"}").at("/output/0");
        assertThat(item.path("type").asText()).isEqualTo("function_call");
        assertThat(item.path("call_id").asText()).startsWith("call_");
        assertThat(item.path("name").asText()).isEqualTo("weather");
        assertValid(item.path("arguments").asText());
    }

    @Test
    void aRequiredCallIsOfTheFirstFunction() throws Exception {
        JsonNode function = chat("\"required\"").at("/choices/0/message/tool_calls/0/function");
        assertThat(function.path("name").asText()).isEqualTo("now");
        assertThat(function.path("arguments").asText()).isEqualTo("{}");
        assertThat(responses("\"required\"").at("/output/0/name").asText()).isEqualTo("now");
    }

    @Test
    void aChoiceThatIsLeftToTheModelIsAnsweredInWords() throws Exception {
        JsonNode choice = chat("\"auto\"").at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.at("/message/content").asText()).startsWith("emulated answer");
        assertThat(responses("\"auto\"").at("/output/0/type").asText()).isEqualTo("message");
    }

    @Test
    void aFunctionThatNoToolDeclaresIsRefused() throws Exception {
        JsonNode error = chat("{\"type\":\"function\",\"function\":{\"name\":\"other\"}}")
                .path("error");
        assertThat(error.path("param").asText()).isEqualTo("tool_choice");
        assertThat(error.path("message").asText()).contains("'other'");
    }

    private static void assertValid(String arguments) throws Exception {
        JsonNode value = EmulatorClient.MAPPER.readTree(arguments);
        assertThat(value).hasSize(2);
        assertThat(value.path("city").isTextual()).isTrue();
        assertThat(value.path("days").asInt()).isBetween(1, 7);
    }

    private static JsonNode chat(String choice) throws Exception {
        return client.answer("/v1/chat/completions", CHAT.formatted(choice));
    }

    private static JsonNode responses(String choice) throws Exception {
        return client.answer("/v1/responses", RESPONSES.formatted(choice));
    }
}
