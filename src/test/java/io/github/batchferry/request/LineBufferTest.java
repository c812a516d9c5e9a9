package io.github.batchferry.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final String[] MATERIAL = {
        "a",
        "Z",
        " ",
        "~",
        "\u007f",
        "\"",
        "\\",
        "/",
        "\n",
        "\r",
        "\t",
        "\b",
        "\f",
        "\u0000",
        "\u001f",
        "é",
        "ß",
        "߿",
        "ࠀ",
        "中",
        "日本語",
        "\ud7ff",
        "\ue000",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\uffff",
        "😀",
        "\udbff\udfff",
        "\ud800\udc00"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatJacksonReadsBackIsWhatWasWritten(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            int plain = random.nextInt(3);
            for (int length = random.nextInt(60); text.length() < length; ) {
                text.append(random.nextInt(3) < plain ? "a" : MATERIAL[random.nextInt(MATERIAL.length)]);
            }
            assertWrittenAsJacksonReads(text.toString());
        }
    }

    @Test
    void everyCharacterThatMustBeEscapedIsFoundAtEveryOffset() throws IOException {
        for (int offset = 0; offset <= 16; offset++) {
            for (int tail = 0; tail <= 9; tail++) {
                for (int character = 0; character < 0x80; character++) {
                    assertWrittenAsJacksonReads("x".repeat(offset) + (char) character + "y".repeat(tail));
                }
                for (String character : new String[] {"é", "中", "😀", "\u2028"}) {
                    assertWrittenAsJacksonReads("x".repeat(offset) + character + "y".repeat(tail));
                }
            }
        }
    }

    @Test
    void onlyWhatMustBeEscapedIs() {
        assertThat(written("/\u007f<é\u2028😀>'")).isEqualTo("\"/\u007f<é\u2028😀>'\"");
        assertThat(written("\"\\\n\r\t\b\f\u0001\u001f")).isEqualTo("\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f\"");
    }

    @Test
    void aTextInTheMiddleOfAnArrayIsTakenAlone() {
        byte[] source = "\"\"\"inside\"\"\"".getBytes(StandardCharsets.UTF_8);
        LineBuffer out = new LineBuffer(1);
        assertThat(out.string(source, 3, 6)).isTrue();
        assertThat(text(out)).isEqualTo("\"inside\"");
    }

    @ParameterizedTest
    @CsvSource({
        "80, a lone continuation",
        "bf, a lone continuation",
        "c0 80, overlong NUL",
        "c1 bf, overlong two bytes",
        "e0 80 80, overlong three bytes",
        "e0 9f bf, overlong three bytes",
        "f0 80 80 80, overlong four bytes",
        "f0 8f bf bf, overlong four bytes",
        "ed a0 80, the first surrogate",
        "ed bf bf, the last surrogate",
        "ed a0 bd ed b8 80, a pair of surrogates",
        "f4 90 80 80, above U+10FFFF",
        "f5 80 80 80, above U+10FFFF",
        "f8 88 80 80 80, five bytes",
        "fe, no lead",
        "ff, no lead",
        "c3, cut after one of two",
        "c3 28, not continued",
        "e4 b8, cut after two of three",
        "e4 b8 28, not continued",
        "e0 a0, cut after two of three",
        "ed 9f, cut after two of three",
        "f0 9f 98, cut after three of four",
        "f0 9f 98 28, not continued",
        "f0, cut after one of four",
        "c3 a9 c3, cut after a good one"
    })
    void bytesThatAreNotUtf8AreRefusedAtEveryOffset(String hex, String why) {
        byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
        for (int offset = 0; offset <= 16; offset++) {
            for (String tail : new String[] {"", "z", "zzzzzzzzzz"}) {
                byte[] source =
                        ("x".repeat(offset) + "\u0000".repeat(bad.length) + tail).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bad, 0, source, offset, bad.length);
                assertThat(new LineBuffer(8).string(source, 0, source.length))
                        .as("%s at %s", why, offset)
                        .isFalse();
            }
        }
    }

    @Test
    void aSequenceIsNeverReadBeyondTheEndOfTheText() {
        byte[] source = "a中b".getBytes(StandardCharsets.UTF_8);
        assertThat(new LineBuffer(8).string(source, 0, 2)).isFalse();
        assertThat(new LineBuffer(8).string(source, 0, 3)).isFalse();
        assertThat(new LineBuffer(8).string(source, 0, 4)).isTrue();
    }

    @Test
    void whatIsTakenBackIsGone() {
        LineBuffer out = new LineBuffer(1);
        out.raw("first");
        int length = out.length();
        out.raw("second");
        out.truncate(length);
        out.raw("third");
        assertThat(text(out)).isEqualTo("firstthird");
    }

    private static void assertWrittenAsJacksonReads(String text) throws IOException {
        String json = written(text);
        assertThat(JACKSON.readValue(json, String.class)).isEqualTo(text);
        assertThat(json.chars()).as("one physical line").noneMatch(character -> character < 0x20);
    }

    private static String written(String text) {
        LineBuffer out = new LineBuffer(4);
        assertThat(out.string(text)).isTrue();
        return text(out);
    }

    private static String text(LineBuffer out) {
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
