package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error is the same error in whatever words and wrappings a gateway passes it on. */
class ErrorsInOtherWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Error code: 429 - slow down                                                        | 429 | slow down     | true",
                "error code: 503                                                                    | 503 | error code: 503 | true",
                "HTTP 500: Internal Server Error                                                    | 500 | Internal Server Error | true",
                "Error code: 400 - {'error': {'message': \"It's too long\", 'type': 'x', 'code': None}} | 400 | It's too long | false",
                "Error code: 429 - {'error': {'code': None, 'message': 'slow down'}}                 | 429 | slow down     | true",
                "{\"error\":{\"message\":\"slow down\",\"details\":{\"status\":429}}}               | 429 | slow down     | true",
                "{\"error\":{\"code\":503,\"message\":\"Error code: 429 - slow down\"}}             | 429 | slow down     | true",
                "[{\"error\":{\"code\":404,\"message\":\"no such model\"}}]                         | 404 | no such model | false",
                "{\"detail\":[{\"msg\":\"field required\"}]}                                        | 0   | field required | false",
                "{cut off                                                                           | 0   | {cut off      | false",
                "the model said Error code: 429                                                     | 0   | the model said Error code: 429 | false",
                "Error code: 4290                                                                   | 0   | Error code: 4290 | false",
            })
    void theStatusIsTakenOutAndTheMessageUnwrapped(String message, int status, String told, boolean forNow)
            throws IOException {
        String error =
                "{\"message\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(message)) + "\"}";
        String line = "{\"custom_id\":\"a\",\"response\":null,\"error\":" + error + "}";
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").errors(line);

        assertThat(collected.indexer.finish().index().failedForNow(0)).isEqualTo(forNow);
        assertThat(collected.indexer.finish().index().httpStatus(0)).isEqualTo(status);
        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reader.error().message()).isEqualTo(told);
            assertThat(reader.error().httpStatus()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "400 | {\"message\":\"m\",\"details\":{\"status\":429}}            | 429 | true",
                "200 | {\"message\":\"m\",\"status\":\"503\"}                      | 503 | false",
                "200 | {\"message\":\"m\",\"type\":\"server_error\",\"code\":null} | 200 | false",
                "200 | {\"message\":\"m\",\"type\":\"invalid_request_error\"}      | 200 | false",
                "500 | {\"message\":\"Error code: 400 - bad\"}                     | 400 | false",
                "429 | {\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}        | 429 | true",
            })
    void theStatusInsideAnErrorIsTheOneThatCounts(int http, String error, int status, boolean forNow) {
        String line = "{\"custom_id\":\"a\",\"response\":{\"status_code\":" + http + ",\"body\":{\"error\":" + error
                + "}},\"error\":null}";
        ResultIndex index = new Collected(CHAT_COMPLETIONS, "a")
                .output(line)
                .indexer
                .finish()
                .index();

        assertThat(index.outcome(0)).isEqualTo(Outcome.FAILED);
        assertThat(index.httpStatus(0)).isEqualTo(status);
        assertThat(index.failedForNow(0)).isEqualTo(forNow);
    }

    @Test
    void aServersWordsAreCleanedAndItsAnswersAreNot() throws IOException {
        String evil = "\\u001b[31mred\\u001b]0;title\\u0007 \\u0000\\nsk-" + "abcdefgh12345678ijkl";
        String error = "{\"code\":\"" + evil + "\",\"message\":\"" + evil + "x".repeat(10_000) + "\",\"type\":\"" + evil
                + "\",\"param\":\"" + evil + "\"}";
        String line = "{\"custom_id\":\"a\",\"response\":{\"status_code\":400,\"body\":{\"error\":" + error
                + "}},\"error\":null}";

        try (AnswerReader reader = new Collected(CHAT_COMPLETIONS, "a", "b")
                .output(line, Collected.chat("b", '"' + evil + '"'))
                .reader()) {
            RowError told = reader.error();
            assertThat(told.code()).isEqualTo("red sk-***");
            assertThat(told.type()).isEqualTo("red sk-***");
            assertThat(told.param()).isEqualTo("red sk-***");
            assertThat(told.message()).startsWith("red sk-").hasSizeLessThanOrEqualTo(4001);
            assertThat(reader.response().toString()).contains(evil);
            reader.seek(1);
            assertThat(reader.text().toString()).startsWith("\u001b[31mred").endsWith("ijkl");
        }
    }
}
