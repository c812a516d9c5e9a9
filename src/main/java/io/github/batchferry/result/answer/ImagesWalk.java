package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** {@code data[]}: one object for each image. One with neither bytes that can be decoded nor a URL leaves no answer. */
final class ImagesWalk extends EntriesWalk {
    ImagesWalk(AnswerShape shape) {
        super("data", shape);
    }

    @Override
    void entry(JsonParser parser, int place) throws IOException {
        int start = start(parser);
        boolean data = false;
        boolean broken = false;
        boolean url = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
            if (name.equals("b64_json")) {
                boolean empty = string && Json.is(parser, "");
                data = string && !empty && base64(parser);
                broken = string && !empty && !data;
            } else if (name.equals("url")) {
                url = string && !Json.is(parser, "");
            }
            parser.skipChildren();
        }
        if (broken || !data && !url) {
            spoilt();
        }
        found.outputs.add(start, end(parser), 0);
    }

    private boolean base64(JsonParser parser) {
        string(parser);
        return decodedLength() > 0;
    }
}
