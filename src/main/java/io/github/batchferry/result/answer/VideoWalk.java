package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** {@code id}: a video that has one is an answer, whether it is made or not. */
final class VideoWalk extends AnswerWalk {
    VideoWalk(AnswerShape shape) {
        super("id", shape);
    }

    @Override
    boolean answered() {
        return found.outputs.hold();
    }

    @Override
    void answers(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            string(parser);
            found.outputs.add(stringStart, stringEnd, 0);
        }
        parser.skipChildren();
    }
}
