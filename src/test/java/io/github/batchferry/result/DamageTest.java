package io.github.batchferry.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.answer.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random damage to lines is an outcome, never an exception. */
class DamageTest {
    private static final int LINES = 3000;
    private static final byte[] SHARP = "\"\\{}[],:u0\u0000e-.n".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aDamagedLineHarmsNoOtherAndWhatIsReadableStaysReadable(long seed) throws IOException {
        Random random = new Random(seed);
        Endpoint endpoint = Endpoints.ALL.get((int) (seed % Endpoints.ALL.size()));
        RandomLines lines = new RandomLines(random);
        List<String> ids = IntStream.range(0, LINES).mapToObj(lines::id).toList();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i++) {
            byte[] line = lines.line(endpoint, ids.get(i)).getBytes(StandardCharsets.UTF_8);
            file.write(i % 2 == 0 ? line : damaged(line, random));
            file.write('\n');
        }
        Collected collected = new Collected(endpoint, ResultIndexer.LINE_LIMIT, ids)
                .write(ResultFile.OUTPUT, file.toByteArray(), 1 + random.nextInt(5000));

        try (AnswerReader reader = collected.reader(Extent.values()[random.nextInt(2)])) {
            for (int i = 0; i < LINES; i++) {
                reader.seek(i);
                if (i % 2 == 0) {
                    assertThat(reader.outcome()).isIn(Outcome.SUCCEEDED, Outcome.FAILED);
                }
                AnswerOrReason.check(reader, endpoint);
            }
        }
        OutcomeCounts counts = collected.counts();
        assertThat(counts.succeeded()
                        + counts.failed()
                        + counts.expired()
                        + counts.cancelled()
                        + counts.missing()
                        + counts.invalid())
                .isEqualTo(LINES);
        assertThat(counts.invalidLines()).isBetween(1L, LINES / 2L);
    }

    private static byte[] damaged(byte[] line, Random random) {
        byte[] damaged = line.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] =
                    random.nextBoolean() ? SHARP[random.nextInt(SHARP.length)] : (byte) random.nextInt(11, 256);
        }
        return random.nextInt(4) > 0 ? damaged : Arrays.copyOf(damaged, random.nextInt(damaged.length));
    }
}
