package io.github.batchferry.result.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatsTest {
    private static final int ROUNDS = 300_000;

    private final Floats floats = new Floats();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0e5",
                "1",
                "-1",
                "1e0",
                "1E+5",
                "1e-5",
                "0.1",
                "16777217",
                "16777219",
                "33554435",
                "3.4028235e38",
                "3.4028236e38",
                "3.40282356779733661637539395458142568447e38",
                "3.5e38",
                "1e39",
                "-1e400",
                "1.17549435e-38",
                "1.17549421e-38",
                "1.4e-45",
                "7.0e-46",
                "7.1e-46",
                "1e-400",
                "1e-2147483648",
                "1e99999999999",
                "0.000000000000000000000000000000000000000000001",
                "123456789012345678901234567890",
                "9007199254740993",
                "9007199254740992.5",
                "1.00000005960464477539062500000000000000000001",
                "1.000000059604644775390625",
                "1.00000017881393432617187499",
                "1.00000017881393432617187500",
                "0.00000000000000000000000000000000000000000000000000000000000000001e30",
                "100000000000000000000e-20",
                "999999999999999999",
                "1000000000000000000",
                "9999999999999999999",
                "18446744073709551617"
            })
    void everyEdgeIsWhatJavaSays(String number) {
        check(number);
        check("-" + number.replaceFirst("^-", ""));
    }

    @Test
    void everyRandomNumberIsWhatJavaSays() {
        SplittableRandom random = new SplittableRandom(1);
        many(() -> Float.toString(Float.intBitsToFloat(random.nextInt())));
        many(() -> Float.toString((float) (random.nextDouble() * 2 - 1)));
        many(() -> Double.toString(Float.intBitsToFloat(random.nextInt())));
        many(() -> Double.toString(random.nextDouble() * 2 - 1));
        many(() -> Double.toString(Double.longBitsToDouble(random.nextLong())));
        many(() -> random.nextLong() + "e" + random.nextInt(-30, 31));
        many(() -> random.nextInt() + "." + random.nextLong(Long.MAX_VALUE) + "E" + random.nextInt(-50, 51));
    }

    @Test
    void theMiddlesBetweenFloatsAndTheirNeighboursAreWhatJavaSays() {
        SplittableRandom random = new SplittableRandom(2);
        many(ROUNDS / 3, () -> {
            float low = Float.intBitsToFloat(random.nextInt(0x7F000000));
            double middle = ((double) low + (double) Math.nextUp(low)) / 2;
            double near = Double.longBitsToDouble(Double.doubleToRawLongBits(middle) + random.nextInt(-6, 7));
            int digits = random.nextInt(14, 40);
            return new BigDecimal(near).round(new MathContext(digits)).toString();
        });
        many(ROUNDS / 3, () -> {
            float low = random.nextInt(1 << 22, 1 << 24) / (float) (1 << random.nextInt(0, 30));
            BigDecimal middle =
                    new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
            return middle.round(new MathContext(random.nextInt(6, 19))).toPlainString();
        });
    }

    @Test
    void anArrayIsReadWithAnyWhiteSpaceAndLength() {
        assertThat(array("[]")).isEmpty();
        assertThat(array("[ \t]")).isEmpty();
        assertThat(array("[ 1 ,\t2.5,\r-3e1 ]")).containsExactly(1f, 2.5f, -30f);
        assertThat(array("[" + "1,".repeat(4999) + "2]")).hasSize(5000).endsWith(1f, 2f);
    }

    @Test
    void numbersThatAreNoneEndAllTheSame() {
        byte[] noise = new byte[64];
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(noise);
            try {
                floats.ofArray(noise, 0, noise.length);
            } catch (NumberFormatException expected) {
                assertThat(expected).isNotNull();
            }
        }
    }

    private void many(Supplier<String> numbers) {
        many(ROUNDS, numbers);
    }

    private void many(int rounds, Supplier<String> numbers) {
        for (int i = 0; i < rounds; i++) {
            String number = numbers.get();
            if (!number.contains("N") && !number.contains("I")) {
                check(number);
            }
        }
    }

    private void check(String number) {
        float[] read = array("[" + number + "]");
        float wanted = Float.parseFloat(number);
        if (read.length != 1 || Float.floatToRawIntBits(read[0]) != Float.floatToRawIntBits(wanted)) {
            fail(number + " was read as " + read[0] + " instead of " + wanted);
        }
    }

    private float[] array(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
        return floats.ofArray(bytes, 0, bytes.length);
    }
}
