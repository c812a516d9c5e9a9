package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code choices[]}: the first one with an answer is the answer, else the first one. They stand in the order of their
 * indexes, and where none is given in that of their places.
 */
final class ChoicesWalk extends AnswerWalk {
    private Found[] all = {new Found()};
    private int count;
    private Found next = all[0];

    ChoicesWalk(AnswerShape shape) {
        super("choices", shape);
    }

    @Override
    void forgetAnswers() {
        super.forgetAnswers();
        count = 0;
    }

    @Override
    void answers(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            choice(parser, 0);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    choice(parser, place);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    @Override
    @Nullable
    Found cut() {
        Found first = null;
        for (int i = 0; i < count; i++) {
            if (all[i].ending == Found.Ending.CUT && (first == null || all[i].order < first.order)) {
                first = all[i];
            }
        }
        return first == null ? super.cut() : first;
    }

    @Override
    boolean several() {
        return count > 1;
    }

    private void choice(JsonParser parser, int place) throws IOException {
        next = fresh(place);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("message")) {
                message(parser);
            } else if (value == JsonToken.VALUE_STRING && name.equals("text")) {
                content(parser, next);
            } else if (name.equals("index")) {
                int index = Json.count(parser);
                next.order = index < 0 ? place : index;
            } else if (value == JsonToken.VALUE_STRING && name.equals("finish_reason")) {
                next.ending = Json.is(parser, "length")
                        ? Found.Ending.CUT
                        : Json.is(parser, "content_filter")
                                ? Found.Ending.FILTERED
                                : Json.is(parser, "error") ? Found.Ending.BROKEN : Found.Ending.OTHER;
            } else {
                parser.skipChildren();
            }
        }
        boolean first = count == 1;
        boolean better = next.answers() == found.answers() ? next.order < found.order : next.answers();
        if (first || better) {
            found = next;
        }
    }

    /** The choices of the body that was walked, in their order. */
    List<Found> choices() {
        Found[] sorted = Arrays.copyOf(all, count);
        Arrays.sort(sorted, Comparator.comparingInt(choice -> choice.order));
        return List.of(sorted);
    }

    private Found fresh(int place) {
        if (count == all.length) {
            all = Arrays.copyOf(all, 2 * count);
            for (int i = count; i < all.length; i++) {
                all[i] = new Found();
            }
        }
        Found choice = all[count++];
        choice.clear(place);
        return choice;
    }

    private void message(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("content")) {
                next.outputs.count = 0;
                content(parser, next);
            } else if (value == JsonToken.VALUE_STRING && name.equals("refusal")) {
                refusal(parser, next);
            } else if (value == JsonToken.START_ARRAY && name.equals("tool_calls")) {
                toolCalls(parser);
            } else if (value == JsonToken.START_OBJECT && name.equals("function_call")) {
                int start = start(parser);
                parser.skipChildren();
                if (next.calls.count == 0) {
                    next.calls.add(start, end(parser), 0);
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void toolCalls(JsonParser parser) throws IOException {
        int start = start(parser);
        boolean called = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            called |= parser.currentToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
        }
        if (called) {
            next.calls.count = 0;
            next.calls.add(start, end(parser), 0);
        }
    }
}
