package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** {@code data[]}: a vector for each input. One that cannot be read leaves no answer, as the others have lost their places. */
final class VectorsWalk extends EntriesWalk {
    VectorsWalk(AnswerShape shape) {
        super("data", shape);
    }

    @Override
    void entry(JsonParser parser, int place) throws IOException {
        int order = place;
        int start = -1;
        int end = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("embedding")) {
                start = -1;
                if (value == JsonToken.START_ARRAY) {
                    int array = start(parser);
                    if (numbers(parser)) {
                        start = array;
                        end = end(parser);
                    }
                } else if (value == JsonToken.VALUE_STRING) {
                    string(parser);
                    int decoded = decodedLength();
                    if (decoded > 0 && decoded % Float.BYTES == 0) {
                        start = stringStart;
                        end = stringEnd;
                    }
                } else {
                    parser.skipChildren();
                }
            } else if (name.equals("index")) {
                int index = Json.count(parser);
                order = index < 0 ? place : index;
            } else {
                parser.skipChildren();
            }
        }
        if (start < 0) {
            spoilt();
        } else {
            found.outputs.add(start, end, order);
        }
    }

    private static boolean numbers(JsonParser parser) throws IOException {
        boolean all = true;
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            all &= parser.currentToken().isNumeric();
            parser.skipChildren();
            count++;
        }
        return all && count > 0;
    }
}
