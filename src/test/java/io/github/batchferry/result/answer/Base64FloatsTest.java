package io.github.batchferry.result.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64FloatsTest {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final Base64Floats floats = new Base64Floats();

    @Test
    void everyVectorOfEveryLengthIsReadBitByBit() {
        Random random = new Random(1);
        for (int round = 0; round < 3000; round++) {
            int[] bits = random.ints(random.nextInt(70)).toArray();
            byte[] bytes = bytes(bits);
            String padded = Base64.getEncoder().encodeToString(bytes);
            String bare = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            assertThat(bits(read(random.nextBoolean() ? padded : bare))).isEqualTo(bits);
        }
    }

    @Test
    void oneForeignCharacterMakesItNoVector() {
        Random random = new Random(2);
        String good = Base64.getEncoder().encodeToString(bytes(random.ints(33).toArray()));
        for (int at = 0; at < good.length(); at++) {
            for (String foreign : new String[] {"-", "_", " ", "\n", "\\", "\u00e9", "\u0000"}) {
                assertThat(read(good.substring(0, at) + foreign + good.substring(at + 1)))
                        .as("%s at %d", foreign, at)
                        .isNull();
            }
        }
        assertThat(read(good)).hasSize(33);
    }

    @Test
    void everyByteAtEveryPlaceIsADigitOrMakesItNoVector() {
        byte[] good = Base64.getEncoder().encode(bytes(new Random(3).ints(6).toArray()));
        for (int at = 0; at < good.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] text = good.clone();
                text[at] = (byte) value;
                float[] vector = floats.of(text, 0, text.length);
                if (DIGITS.indexOf(value) < 0) {
                    assertThat(vector).as("%d at %d", value, at).isNull();
                } else {
                    assertThat(bytes(bits(vector)))
                            .isEqualTo(Base64.getDecoder().decode(text));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "AAAAA", "AAAA", "AAAAAAA", "AAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAA=", "====", "AAAAAA=A"
            })
    void whatIsNoWholeNumberOfFloatsIsNoVector(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void nothingIsAnEmptyVector() {
        assertThat(read("")).isEmpty();
    }

    private float[] read(String text) {
        byte[] bytes = ("AA" + text + "AA").getBytes(UTF_8);
        return floats.of(bytes, 2, bytes.length - 4);
    }

    private static byte[] bytes(int[] bits) {
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(bits);
        return bytes.array();
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }
}
