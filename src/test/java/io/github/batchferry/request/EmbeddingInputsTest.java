package io.github.batchferry.request;

import static io.github.batchferry.request.Requests.template;
import static io.github.batchferry.request.endpoint.Endpoints.EMBEDDINGS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.RequestForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingInputsTest {
    private static final RequestTemplate BODY = template(RESPONSES, RequestForm.BODY);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"one\"}|1",
                "{\"input\":[\"a\",\"b\",\"c\"]}|3",
                "{\"input\":[1,2,3]}|1",
                "{\"input\":[[1,2],[3]]}|2",
                "{\"input\":[\"a\"],\"x\":{\"input\":[1,2]}}|1"
            })
    void theInputsOfAnEmbeddingAreCounted(String body, int inputs) {
        Requests requests = new Requests(template(EMBEDDINGS, RequestForm.BODY));
        assertThat(requests.body(body)).startsWith(body.substring(0, body.length() - 1));
        assertThat(requests.writer().inputs()).isEqualTo(inputs);
    }

    @Test
    void anEmbeddingNeedsAtLeastOneInputAndNotTooMany() {
        Requests requests = new Requests(template(EMBEDDINGS, RequestForm.BODY));
        assertThat(requests.line("{\"input\":\"\"}")).isEqualTo("empty_input");
        assertThat(requests.line("{\"input\":[]}")).isEqualTo("empty_input");
        assertThat(requests.line("{\"input\":[\"a\"" + ",\"a\"".repeat(2048) + "]}"))
                .isEqualTo("too_many_inputs");
        assertThat(requests.line("{\"input\":[1" + ",1".repeat(5000) + "]}")).startsWith("{");
    }
}
