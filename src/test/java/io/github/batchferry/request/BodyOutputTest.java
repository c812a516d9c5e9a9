package io.github.batchferry.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a request may hold several inputs, {@code output} has room for the answer to each. */
class BodyOutputTest {
    @ParameterizedTest
    @CsvSource({"/v1/moderations, MODERATION, MODERATIONS", "/v1/embeddings, VECTOR, VECTORS"})
    void aBodyMayHoldSeveralInputsAndNoneOfTheirAnswersIsLost(String path, OutputKind one, OutputKind several) {
        Endpoint endpoint = Endpoints.of(path).orElseThrow();
        assertThat(endpoint.output(RequestForm.BODY, Map.of()).kind()).isEqualTo(several);
        assertThat(endpoint.output(RequestForm.INPUTS, Map.of()).kind()).isEqualTo(several);
        assertThat(endpoint.output(RequestForm.INPUT, Map.of()).kind()).isEqualTo(one);
        assertThat(endpoint.output(RequestForm.PROMPT, Map.of()).kind()).isEqualTo(one);
    }
}
