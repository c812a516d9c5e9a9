package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** {@code results[]}: a verdict for each input. One that does not say whether the input is flagged leaves no answer. */
final class ResultsWalk extends AnswerWalk {
    private boolean spoilt;

    ResultsWalk(AnswerShape shape) {
        super("results", shape);
    }

    @Override
    void forgetAnswers() {
        super.forgetAnswers();
        spoilt = false;
    }

    @Override
    boolean answered() {
        return found.outputs.count > 0 && !spoilt;
    }

    @Override
    void answers(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            verdict(parser);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    verdict(parser);
                } else {
                    parser.skipChildren();
                    spoilt = true;
                }
            }
        }
    }

    private void verdict(JsonParser parser) throws IOException {
        int start = start(parser);
        boolean told = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean flagged = parser.currentName().equals("flagged");
            JsonToken value = parser.nextToken();
            told |= flagged && value.isBoolean();
            parser.skipChildren();
        }
        spoilt |= !told;
        found.outputs.add(start, end(parser), 0);
    }
}
