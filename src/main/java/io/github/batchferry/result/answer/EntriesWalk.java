package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** A list of objects, or one alone, that are the answer together: one of them that is spoilt leaves none. */
abstract class EntriesWalk extends AnswerWalk {
    private boolean spoilt;

    /** @param field where the list stands in a body */
    EntriesWalk(String field, AnswerShape shape) {
        super(field, shape);
    }

    /** Reads the object on which the parser stands, and notes its place or that it is {@link #spoilt}. */
    abstract void entry(JsonParser parser, int place) throws IOException;

    void spoilt() {
        spoilt = true;
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
            entry(parser, 0);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    entry(parser, place);
                } else {
                    parser.skipChildren();
                    spoilt();
                }
            }
        }
    }
}
