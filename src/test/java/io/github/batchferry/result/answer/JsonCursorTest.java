package io.github.batchferry.result.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another parser reads in a text, the cursor reads as well; where the text is cut, it says so. */
class JsonCursorTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyValueIsWhatAnotherParserReads(long seed) throws IOException {
        ObjectNode expected = object(new Random(seed), 0);
        for (String text : List.of(expected.toString(), expected.toPrettyString(), "\uFEFF" + expected + "\n")) {
            assertThat(value(cursor(text), expected)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSkippedValueIsPassedWhole(long seed) throws IOException {
        ArrayNode expected = NODES.arrayNode()
                .add(object(new Random(seed), 0))
                .add("]}\"\\")
                .add(-1.5e-7)
                .add(true)
                .addNull()
                .add(7);
        JsonCursor cursor = cursor(expected.toPrettyString());
        cursor.array();
        for (int i = 0; i < expected.size() - 1; i++) {
            assertThat(cursor.nextElement()).isTrue();
            cursor.skip();
        }
        assertThat(cursor.nextElement()).isTrue();
        assertThat(cursor.whole()).isEqualTo(7);
        assertThat(cursor.nextElement()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTextThatIsCutIsAnErrorAndNeverReadBeyond(long seed) {
        Random random = new Random(seed);
        ObjectNode object = object(random, 0);
        byte[] whole = object.toString().getBytes(StandardCharsets.UTF_8);
        int cut = random.nextInt(whole.length);
        JsonCursor reads = new JsonCursor();
        reads.start(new Slice(whole, 0, cut));
        assertThatThrownBy(() -> value(reads, object)).isInstanceOf(IOException.class);
        JsonCursor skips = new JsonCursor();
        skips.start(new Slice(whole, 0, cut));
        assertThatThrownBy(skips::skip).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "1",
                "-17",
                "3.25",
                "0.1",
                "1e3",
                "1E-7",
                "123456789012345678",
                "9007199254740993",
                "1e308",
                "4.9e-324",
                "0.30000000000000004",
                "2.2250738585072014e-308",
                "123456.789e-30",
                "0.00000000000000000000001",
                "179769313486231570000000000000000000000",
                "9007199254740991.5",
                "8.41",
                "100000000000000000000000"
            })
    void aNumberIsExactlyTheOneWritten(String text) throws IOException {
        assertThat(cursor(text).real()).isEqualTo(Double.parseDouble(text));
        assertThat(cursor("  " + text + " ").decimal()).isEqualTo(new BigDecimal(text));
        assertThat(cursor(text).single()).isEqualTo(Float.parseFloat(text));
    }

    @Test
    void aWholeNumberMayBeWrittenAsOneWithAPoint() throws IOException {
        assertThat(cursor("12.0").whole()).isEqualTo(12);
        assertThat(cursor("-1.2e1").whole()).isEqualTo(-12);
        assertThat(cursor(Long.toString(Long.MIN_VALUE)).whole()).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> cursor("9223372036854775808").whole()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> cursor("0.5").whole()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void severalStringsWithEscapesHoldSideBySide() throws IOException {
        JsonCursor cursor = cursor("[\"a\\nb\",\"\\u00e9\\ud83d\\ude00\",\"plain\",\"\\\"\"]");
        List<Slice> strings = new ArrayList<>();
        cursor.array();
        while (cursor.nextElement()) {
            strings.add(cursor.string());
        }
        assertThat(strings).extracting(Slice::toString).containsExactly("a\nb", "é😀", "plain", "\"");
    }

    private static JsonCursor cursor(String text) {
        byte[] bytes = ("###" + text + "###").getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor();
        cursor.start(new Slice(bytes, 3, bytes.length - 6));
        return cursor;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(5); i >= 0; i--) {
            object.set(i + text(random), node(random, depth));
        }
        return object;
    }

    private static JsonNode node(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode((double) random.nextInt(1000) * Math.pow(10, random.nextInt(20) - 10) / 7);
            case 3 -> NODES.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(600) - 300));
            case 4 -> NODES.textNode(text(random));
            case 5 -> object(random, depth + 1);
            default -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(node(random, depth + 1));
                }
                yield array;
            }
        };
    }

    private static String text(Random random) {
        String alphabet = "ab\"\\/\n\u0001é漢😀{}[],: ";
        StringBuilder text = new StringBuilder();
        int[] codePoints = alphabet.codePoints().toArray();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
        }
        return text.toString();
    }

    /** The next value as a tree, read as a value of the same kind as another one. */
    private static JsonNode value(JsonCursor cursor, JsonNode like) throws IOException {
        if (cursor.passesNull()) {
            return NODES.nullNode();
        }
        return switch (like.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = NODES.objectNode();
                cursor.object();
                for (Slice name = cursor.nextName(); name != null; name = cursor.nextName()) {
                    String field = name.toString();
                    object.set(field, value(cursor, like.path(field)));
                }
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                cursor.array();
                while (cursor.nextElement()) {
                    array.add(value(cursor, like.path(array.size())));
                }
                yield array;
            }
            case STRING -> NODES.textNode(cursor.string().toString());
            case BOOLEAN -> NODES.booleanNode(cursor.bool());
            case NUMBER -> NODES.numberNode(cursor.real());
            default -> throw new IOException("another value is there than " + like);
        };
    }
}
