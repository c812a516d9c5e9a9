package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.EMBEDDINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.result.answer.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSumsTest {
    private static final AnswerShape CHAT = CHAT_COMPLETIONS.answer();

    @Test
    void detailsThatALineDoesNotGiveCountAsNothing() {
        assertThat(TokenSums.of(new Usage(9, -1, 4, -1, -1, -1, -1, -1), CHAT))
                .isEqualTo(new TokenSums(1, 9, 0, 0, 4, 0, 0, 0, 0));
    }

    @Test
    void anEndpointThatGeneratesNothingNeedsNoOutput() {
        Usage usage = new Usage(9, -1, -1, -1, 9, -1, -1, -1);

        assertThat(TokenSums.of(usage, EMBEDDINGS.answer())).isEqualTo(new TokenSums(1, 9, 0, 0, 0, 0, 9, 0, 0));
        assertThat(TokenSums.of(usage, CHAT)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "no input, -1,-1,4,-1,-1,-1,-1",
        "more cached than there are, 9,10,4,-1,-1,-1,-1",
        "more cached and written together, 9,5,4,-1,5,-1,-1",
        "more of images, 9,-1,4,-1,-1,10,-1",
        "more reasoning than output, 9,-1,4,5,-1,-1,-1",
        "more images than output, 9,-1,4,-1,-1,-1,5"
    })
    void whatDoesNotAddUpIsNotRead(
            String why, int input, int cached, int output, int reasoning, int written, int imagesIn, int imagesOut) {
        Usage usage = new Usage(input, cached, output, reasoning, 13, written, imagesIn, imagesOut);

        assertThat(TokenSums.of(usage, CHAT)).as(why).isNull();
    }
}
