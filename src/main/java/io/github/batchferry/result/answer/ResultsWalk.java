package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** {@code results[]}: a verdict for each input. One that does not say whether the input is flagged leaves no answer. */
final class ResultsWalk extends EntriesWalk {
    ResultsWalk(AnswerShape shape) {
        super("results", shape);
    }

    @Override
    void entry(JsonParser parser, int place) throws IOException {
        int start = start(parser);
        boolean told = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean flagged = parser.currentName().equals("flagged");
            JsonToken value = parser.nextToken();
            told |= flagged && value.isBoolean();
            parser.skipChildren();
        }
        if (!told) {
            spoilt();
        }
        found.outputs.add(start, end(parser), 0);
    }
}
