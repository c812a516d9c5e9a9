package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes texts and vectors of the bytes of answers. A text that it made holds until the next one. */
public final class AnswerParts {
    private final AnswerWalk walk;
    private final boolean allChoices;
    private final LineParser line;
    private final Floats floats = new Floats();
    private final Base64Floats base64 = new Base64Floats();
    private final Failure failure;
    private byte[] text = {};
    private byte[] bodyText = {};

    public AnswerParts(AnswerRules rules) {
        this.allChoices = rules.output().kind() == OutputKind.TEXTS;
        this.line = new LineParser(rules);
        this.failure = new Failure(rules.shape());
        this.walk = line.answer;
    }

    public boolean hasId(Slice of, byte[] id, int offset, int length) {
        line.parseId(of.array(), of.offset(), of.length());
        int end = line.idOffset + Math.max(0, line.idLength);
        return line.idLength >= 0 && Arrays.equals(line.id, line.idOffset, end, id, offset, offset + length);
    }

    /** The inside of a JSON string without its escapes. */
    public Slice unescaped(Slice raw) {
        reserve(raw.length());
        return new Slice(text, 0, Unescape.to(text, 0, raw.array(), raw.offset(), raw.length()));
    }

    /** The inside of a JSON string without its escapes, kept beside a text. */
    public Slice unescapedBody(Slice raw) {
        if (bodyText.length < raw.length()) {
            bodyText = new byte[raw.length()];
        }
        return new Slice(bodyText, 0, Unescape.to(bodyText, 0, raw.array(), raw.offset(), raw.length()));
    }

    /** All texts of a body, one after the other; where there is none, its tool calls as JSON. */
    public Slice text(Slice body) throws IOException {
        find(body);
        reserve(body.length() + 2);
        return new Slice(
                text,
                0,
                walk.found.answersByCalls()
                        ? calls(body, walk.found.calls)
                        : walk.found.outputs.unescape(body.array(), text));
    }

    /** The texts of all choices of a body, null for one without; null where the endpoint gives no choices. */
    @Nullable
    public List<@Nullable String> texts(Slice body, ToolCalls calls) throws IOException {
        if (!(walk instanceof ChoicesWalk choices)) {
            return null;
        }
        find(body);
        reserve(body.length() + 2);
        List<@Nullable String> texts = new ArrayList<>();
        for (Found choice : choices.choices()) {
            boolean called = choice.answersByCalls();
            boolean shown = choice.answers() && (!called || calls == ToolCalls.IN_OUTPUT);
            int length = !shown ? 0 : called ? calls(body, choice.calls) : choice.outputs.unescape(body.array(), text);
            texts.add(shown ? new Slice(text, 0, length).toString() : null);
        }
        return texts;
    }

    /** The tool calls of a body, those of all choices where all are shown; empty where it has none. */
    public List<JsonNode> toolCalls(Slice body) throws IOException {
        find(body);
        List<Found> calling =
                allChoices && walk instanceof ChoicesWalk choices ? choices.choices() : List.of(walk.found);
        List<JsonNode> calls = new ArrayList<>();
        for (Found choice : calling) {
            for (int i = 0; choice.answers() && i < choice.calls.count; i++) {
                JsonNode value = Json.tree(new Slice(body.array(), choice.calls.starts[i], choice.calls.length(i)));
                (value.isArray() ? value : List.of(value)).forEach(calls::add);
            }
        }
        return calls;
    }

    /** Why a line is no answer. */
    public RowError error(Slice of) throws IOException {
        line.parse(of.array(), of.offset(), of.length());
        return failure.of(line, of);
    }

    /** What the model said when it refused, in a line in which it did. */
    public Slice refusal(Slice of) {
        line.parse(of.array(), of.offset(), of.length());
        return Failure.refusal(line);
    }

    /** Holds until the next vector. */
    public float[] array(Slice raw) {
        return floats.ofArray(raw.array(), raw.offset(), raw.length());
    }

    /** Holds until the next vector; null where it is none. */
    public float @Nullable [] base64(Slice raw) {
        float[] vector = base64.of(raw.array(), raw.offset(), raw.length());
        int end = raw.offset() + raw.length();
        if (vector != null || Scan.find(raw.array(), raw.offset(), end, '\\') == end) {
            return vector;
        }
        Slice plain = unescaped(raw);
        return base64.of(plain.array(), plain.offset(), plain.length());
    }

    /** All vectors of a body by their index; null where any of them cannot be read. */
    public float @Nullable [][] vectors(Slice body) throws IOException {
        find(body);
        Places places = walk.found.outputs;
        Integer[] order = IntStream.range(0, places.count).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingInt(i -> places.orders[i]));
        float[][] all = new float[order.length][];
        for (int i = 0; i < all.length; i++) {
            int start = places.starts[order[i]];
            Slice raw = new Slice(body.array(), start, places.length(order[i]));
            float[] one = AnswerWalk.isValue(raw.array(), start) ? array(raw) : base64(raw);
            if (one == null) {
                return null;
            }
            all[i] = one.clone();
        }
        return all;
    }

    private int calls(Slice body, Places places) {
        int length = 0;
        for (int i = 0; i < places.count; i++) {
            if (walk.callsStandAlone()) {
                text[length++] = (byte) (i == 0 ? '[' : ',');
            }
            System.arraycopy(body.array(), places.starts[i], text, length, places.length(i));
            length += places.length(i);
        }
        if (walk.callsStandAlone()) {
            text[length++] = ']';
        }
        return length;
    }

    private void find(Slice body) throws IOException {
        walk.reset();
        try (JsonParser parser = Json.parser(body.array(), body.offset(), body.length())) {
            parser.nextToken();
            walk.body(parser, body.array(), body.offset(), body.offset() + body.length());
        }
    }

    private void reserve(int length) {
        if (text.length < length) {
            text = new byte[Math.max(length, 2 * text.length)];
        }
    }
}
