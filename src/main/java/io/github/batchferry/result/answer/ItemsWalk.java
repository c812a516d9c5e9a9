package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;

/** {@code output[]}: the texts of its messages are one after another the answer; what it calls stands item by item. */
final class ItemsWalk extends AnswerWalk {
    ItemsWalk(AnswerShape shape) {
        super("output", shape);
    }

    @Override
    public boolean callsStandAlone() {
        return true;
    }

    @Override
    void answers(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            item(parser);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    item(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    @Override
    void other(JsonParser parser, String name) throws IOException {
        if (!name.equals("incomplete_details") || parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = parser.currentName().equals("reason");
            parser.nextToken();
            if (here && Json.is(parser, "content_filter")) {
                ending = Found.Ending.FILTERED;
            } else if (here && Json.is(parser, "max_output_tokens")) {
                ending = Found.Ending.CUT;
            }
            parser.skipChildren();
        }
    }

    private void item(JsonParser parser) throws IOException {
        int start = start(parser);
        int before = found.outputs.count;
        boolean call = false;
        boolean thought = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("content")) {
                content(parser, found);
            } else if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                call = Json.is(parser, "function_call") || Json.is(parser, "custom_tool_call");
                thought = Json.is(parser, "reasoning");
            } else {
                parser.skipChildren();
            }
        }
        if (thought) {
            found.outputs.count = before;
        }
        if (call) {
            found.calls.add(start, end(parser), 0);
        }
    }
}
