package io.github.batchferry.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.spark.read.output.Output;
import java.io.IOException;
import java.util.Map;

/** The invariant: succeeded exactly where there is an output, a reason everywhere else, and nothing that cannot be asked. */
final class AnswerOrReason {
    private AnswerOrReason() {}

    static void check(AnswerReader reader, Endpoint endpoint) throws IOException {
        Outcome outcome = reader.outcome();
        boolean succeeded = outcome == Outcome.SUCCEEDED;
        switch (endpoint.answer().kind()) {
            case VECTORS -> {
                assertThat(reader.vector() != null).as("vector").isEqualTo(succeeded);
                assertThat(reader.vectors() != null).as("vectors").isEqualTo(succeeded);
            }
            case CHOICES, ITEMS -> {
                assertThat(reader.text() != null).as("text").isEqualTo(succeeded);
                assertThat(reader.textAlone() != null || !reader.toolCalls().isEmpty())
                        .as("text or calls")
                        .isEqualTo(succeeded);
            }
            case RESULTS, IMAGES, VIDEO -> {
                Output column = Output.of(endpoint.output(RequestForm.PROMPT, Map.of()));
                assertThat(succeeded && column.of(reader) != null).as("output").isEqualTo(succeeded);
            }
        }
        RowError error = reader.error();
        if (succeeded || outcome == Outcome.MISSING) {
            assertThat(error).isNull();
        } else {
            assertThat(error.code() != null || error.message() != null || error.httpStatus() != 0)
                    .as("a reason")
                    .isTrue();
        }
        assertThat(reader.refusal() != null)
                .isEqualTo(error != null && reader.refusal() != null && "refusal".equals(error.code()));
        reader.usage();
        reader.response();
        reader.requestId();
        reader.finishReason();
        reader.model();
        reader.customIdMatches(new byte[0], 0, 0);
    }
}
