package io.github.batchferry.result.answer;

import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.schema.SchemaCheck;
import org.jspecify.annotations.Nullable;

/** Where an answer stands in a body, and what counts as one. */
public record AnswerRules(AnswerShape shape, OutputSpec output) {
    public static AnswerRules of(Endpoint endpoint, OutputSpec output) {
        return new AnswerRules(endpoint.answer(), output);
    }

    /** Any answer that the endpoint gives. */
    public static AnswerRules of(Endpoint endpoint) {
        return of(endpoint, OutputSpec.of(OutputKind.TEXT));
    }

    boolean failsWhatWasCut() {
        return output.onIncomplete() == OutputSpec.OnIncomplete.FAIL;
    }

    boolean buysInvalidAgain() {
        OutputSpec.Struct struct = output.struct();
        return struct != null && struct.onInvalid() == OutputSpec.OnInvalid.AGAIN;
    }

    @Nullable
    SchemaCheck check() {
        OutputSpec.Struct struct = output.struct();
        return struct == null ? null : new SchemaCheck(struct.schema());
    }
}
