package io.github.batchferry.request;

import static io.github.batchferry.request.Requests.template;
import static io.github.batchferry.request.Requests.withConstants;
import static io.github.batchferry.request.Requests.withModel;
import static io.github.batchferry.request.Requests.withSystem;
import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.EMBEDDINGS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {
    private static final byte[] NOT_UTF8 = {'a', (byte) 0xC3, '('};

    @Test
    void aChatPromptBecomesMessages() {
        assertThat(new Requests(template(CHAT_COMPLETIONS, RequestForm.PROMPT)).line("say \"hi\""))
                .isEqualTo("{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"say \\\"hi\\\"\"}]}}\n");
    }

    @Test
    void aLineNamesTheEndpointAsItsServerDoes() {
        RequestTemplate template = template(CHAT_COMPLETIONS, RequestForm.PROMPT);

        assertThat(new Requests(template.under("/v4/chat/completions")).line("q"))
                .startsWith("{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"/v4/chat/completions\",\"body\":{");
        assertThat(template.under("/v1/chat/completions")).isEqualTo(template);
    }

    @Test
    void aSystemPromptComesFirstAndConstantsStandBetween() {
        RequestTemplate template = withConstants(
                withSystem(template(CHAT_COMPLETIONS, RequestForm.PROMPT), "be\nbrief"),
                "temperature",
                "0.10",
                "näme",
                "{\"a\":[1]}");
        assertThat(new Requests(template).body("q"))
                .isEqualTo("{\"model\":\"m\",\"temperature\":0.10,\"näme\":{\"a\":[1]},\"messages\":["
                        + "{\"role\":\"system\",\"content\":\"be\\nbrief\"},{\"role\":\"user\",\"content\":\"q\"}]}");
    }

    @Test
    void aResponsesPromptBecomesInstructionsAndInput() {
        RequestTemplate template =
                withConstants(withSystem(template(RESPONSES, RequestForm.PROMPT), "brief"), "max_output_tokens", "16");
        assertThat(new Requests(template).line("q"))
                .isEqualTo("{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":"
                        + "{\"model\":\"m\",\"max_output_tokens\":16,\"instructions\":\"brief\",\"input\":\"q\"}}\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestForm.class,
            names = {"PROMPT", "INPUT"})
    void oneTextToEmbedBecomesTheInput(RequestForm form) {
        Requests requests = new Requests(withConstants(template(EMBEDDINGS, form), "dimensions", "8"));
        assertThat(requests.line("q"))
                .isEqualTo("{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":"
                        + "{\"model\":\"m\",\"dimensions\":8,\"input\":\"q\"}}\n");
        assertThat(requests.writer().inputs()).isEqualTo(1);
    }

    @Test
    void anInputColumnServesResponsesToo() {
        Requests requests = new Requests(template(RESPONSES, RequestForm.INPUT));
        assertThat(requests.body("q")).isEqualTo("{\"model\":\"m\",\"input\":\"q\"}");
        assertThat(requests.writer().inputs()).isZero();
    }

    @Test
    void severalTextsBecomeAnArrayInTheirOrder() {
        Requests requests = new Requests(template(EMBEDDINGS, RequestForm.INPUTS));
        assertThat(Requests.bodyOf(requests.texts("a", "\"", "c")))
                .isEqualTo("{\"model\":\"m\",\"input\":[\"a\",\"\\\"\",\"c\"]}");
        assertThat(requests.writer().inputs()).isEqualTo(3);
    }

    @Test
    void messagesAreTakenAsTheyAreAndMadeCompact() {
        String messages = "[ {\"role\" : \"user\",\n \"content\" : \"a\\u0041 \\n 中\"} ]";
        assertThat(new Requests(template(CHAT_COMPLETIONS, RequestForm.MESSAGES)).line(messages))
                .isEqualTo("{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"aA \\n 中\"}]}}\n");
        assertThat(new Requests(template(RESPONSES, RequestForm.MESSAGES)).body(messages))
                .isEqualTo("{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"aA \\n 中\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/embeddings"})
    void aBodyIsSentAsItIs(String path) {
        Endpoint endpoint = Endpoints.of(path).orElseThrow();
        assertThat(new Requests(template(endpoint, RequestForm.BODY)).line("{\"model\":\"x\",\"input\":\"q\"}"))
                .isEqualTo("{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"" + path
                        + "\",\"body\":{\"model\":\"x\",\"input\":\"q\"}}\n");
    }

    @Test
    void theModelOfTheRowStandsInItsRequest() {
        Requests requests = new Requests(withModel(template(RESPONSES, RequestForm.PROMPT), null, "which"));
        requests.values().model.point("gpt-\"x\"".getBytes(StandardCharsets.UTF_8));
        assertThat(requests.body("q")).isEqualTo("{\"model\":\"gpt-\\\"x\\\"\",\"input\":\"q\"}");
        assertThat(requests.writer().model()).hasToString("gpt-\"x\"");
        requests.values().model.point(new byte[0]);
        assertThat(requests.line("q")).isEqualTo("null_model");
        requests.values().model.clear();
        assertThat(requests.line("q")).isEqualTo("null_model");
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestForm.class,
            names = {"PROMPT", "INPUT", "MESSAGES", "BODY"})
    void nullIsARejectedRow(RequestForm form) {
        assertThat(new Requests(template(RESPONSES, form)).lineOfValues()).isEqualTo("null_prompt");
    }

    @Test
    void anEmptyTextCannotBeEmbeddedButCanBeAsked() {
        assertThat(new Requests(template(EMBEDDINGS, RequestForm.PROMPT)).line(""))
                .isEqualTo("empty_input");
        assertThat(new Requests(template(RESPONSES, RequestForm.INPUT)).line(""))
                .isEqualTo("empty_input");
        assertThat(new Requests(template(EMBEDDINGS, RequestForm.INPUTS)).texts("a", ""))
                .isEqualTo("empty_input");
        assertThat(new Requests(template(EMBEDDINGS, RequestForm.INPUTS)).texts())
                .isEqualTo("empty_input");
        assertThat(new Requests(template(CHAT_COMPLETIONS, RequestForm.PROMPT)).body(""))
                .contains("\"content\":\"\"");
    }

    @Test
    void moreInputsThanTheEndpointTakesAreRefused() {
        Requests requests = new Requests(template(EMBEDDINGS, RequestForm.INPUTS));
        String[] most = Collections.nCopies(2048, "x").toArray(String[]::new);
        assertThat(requests.texts(most)).startsWith("{");
        assertThat(requests.writer().inputs()).isEqualTo(2048);
        String[] more = Collections.nCopies(2049, "x").toArray(String[]::new);
        assertThat(requests.texts(more)).isEqualTo("too_many_inputs");
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestForm.class,
            names = {"PROMPT", "INPUT"})
    void bytesThatAreNotUtf8AreARejectedRow(RequestForm form) {
        Requests requests = new Requests(template(RESPONSES, form));
        requests.values().payload.point(NOT_UTF8);
        assertThat(requests.lineOfValues()).isEqualTo("invalid_utf8");
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestForm.class,
            names = {"PROMPT", "BODY"})
    void aModelThatIsNotUtf8IsARejectedRow(RequestForm form) {
        Requests requests = new Requests(withModel(template(RESPONSES, form), null, "which"));
        requests.values().model.point(NOT_UTF8);
        assertThat(requests.line("{\"input\":\"q\"}")).isEqualTo("invalid_utf8");
    }

    @Test
    void aCustomIdThatIsNotUtf8IsRefused() {
        Requests requests = new Requests(template(RESPONSES, RequestForm.PROMPT));
        requests.line("q");
        Utf8 id = new Utf8();
        id.point(NOT_UTF8);
        assertThat(requests.writer().write(id, new LineBuffer(16))).isNegative();
    }

    @Test
    void anEndpointIsFoundByItsWholePathOnly() {
        assertThat(Endpoints.ALL)
                .allSatisfy(endpoint ->
                        assertThat(Endpoints.of(endpoint.path())).get().isSameAs(endpoint));
        assertThat(Endpoints.of("/v1/embeddings/")).isEmpty();
        assertThat(Endpoints.of("v1/embeddings")).isEmpty();
        assertThat(Endpoints.of("/v1/other")).isEmpty();
    }
}
