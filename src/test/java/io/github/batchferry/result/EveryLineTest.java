package io.github.batchferry.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.answer.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a line says, its row has succeeded exactly where there is an output, and has a reason everywhere else. */
class EveryLineTest {
    private static final int LINES = 4000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void aRandomLineIsAnAnswerOrHasAReason(long seed) throws IOException {
        Random random = new Random(seed);
        Endpoint endpoint = Endpoints.ALL.get((int) (seed % Endpoints.ALL.size()));
        HostileLines lines = new HostileLines(random);
        List<String> ids = IntStream.range(0, LINES).mapToObj(i -> "row-" + i).toList();
        List<String> written = ids.stream().map(id -> lines.line(endpoint, id)).toList();
        Collected collected = new Collected(endpoint, ResultIndexer.LINE_LIMIT, ids)
                .write(ResultFile.OUTPUT, String.join("\n", written).getBytes(StandardCharsets.UTF_8), 5000);
        Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);

        for (Extent extent : Extent.values()) {
            try (AnswerReader reader = collected.reader(extent)) {
                for (int i = 0; i < LINES; i++) {
                    reader.seek(i);
                    seen.merge(reader.outcome(), 1, Integer::sum);
                    try {
                        AnswerOrReason.check(reader, endpoint);
                    } catch (IOException | RuntimeException | AssertionError e) {
                        throw new AssertionError(reader.outcome() + " of " + written.get(i), e);
                    }
                }
            }
        }
        assertThat(seen.getOrDefault(Outcome.SUCCEEDED, 0)).as("%s", seen).isGreaterThan(LINES / 10);
        assertThat(seen.getOrDefault(Outcome.FAILED, 0)).as("%s", seen).isGreaterThan(LINES / 10);
        assertThat(seen.getOrDefault(Outcome.EXPIRED, 0)).as("%s", seen).isPositive();
    }
}
