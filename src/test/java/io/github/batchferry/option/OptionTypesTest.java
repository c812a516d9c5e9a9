package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTypesTest {
    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "30s,PT30S", "5m,PT5M", "26h,PT26H", "1d,PT24H", "45,PT45S", "' 1 H ',PT1H"})
    void aDurationHasAUnitOrIsInSeconds(String text, Duration duration) {
        assertThat(read("waitTimeout", text).value(ReadOptions.WAIT_TIMEOUT)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1s",
                "1.5h",
                "0",
                "61d",
                "1w",
                "1h30m",
                "99999999999999999999s",
                "999999999999d"
            })
    void aTextThatIsNoDurationInRangeIsRefused(String text) {
        assertThatThrownBy(() -> read("waitTimeout", text))
                .hasMessageContaining("option 'waitTimeout'")
                .hasMessageContaining("write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "yes", "1", "", "tru", " true"})
    void aBooleanIsTrueOrFalseAndNothingElse(String text) {
        assertThatThrownBy(() -> read("wait", text)).hasMessageContaining("write true or false");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "190m,190000000",
        "200MB,200000000",
        "200 mb,200000000",
        "190MiB,199229440",
        "64k,64000",
        "0.5g,500000000",
        "1234b,1234"
    })
    void aSizeHasAUnitOrIsInBytes(String text, long bytes) {
        assertThat(write("maxBytesPerBatch", text).value(LimitOptions.MAX_BYTES_PER_BATCH))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1", "0", "0.5", "3GB", "1e6", "1tb", "190mbit", "99999999999999999999"})
    void aTextThatIsNoSizeInRangeIsRefused(String text) {
        assertThatThrownBy(() -> write("maxBytesPerBatch", text)).hasMessageContaining("option 'maxBytesPerBatch'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "1.0", "0", "100001", "99999999999"})
    void aTextThatIsNoNumberInRangeIsRefused(String text) {
        assertThatThrownBy(() -> write("maxRequestsPerBatch", text)).hasMessageContaining("from 1 to 100000");
    }

    @ParameterizedTest
    @CsvSource({"24h,24h", "7D,7d", "30m,30m", "336h,336h"})
    void aWindowIsANumberWithAUnit(String text, String window) {
        assertThat(write("completionWindow", text).value(RequestOptions.COMPLETION_WINDOW))
                .isEqualTo(window);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "0h", "24 h", "1w", "h"})
    void anotherWindowIsRefused(String text) {
        assertThatThrownBy(() -> write("completionWindow", text)).hasMessageContaining("such as 24h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/audio/speech", "chat", "/V1/embeddings", ""})
    void anotherEndpointIsRefusedWithThoseThatWork(String text) {
        assertThatThrownBy(() -> write("endpoint", text))
                .hasMessageContaining(
                        "/v1/responses, /v1/chat/completions, /v1/embeddings, /v1/completions, /v1/moderations");
    }

    @ParameterizedTest
    @CsvSource({"api-key,api-key", "Bearer,bearer"})
    void aChoiceMakesNoDifferenceOfCase(String text, String word) {
        assertThat(read("authHeader", text).value(ConnectionOptions.AUTH_HEADER))
                .isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"59m", "31d", "3599"})
    void outputsExpireAfterAnHourToThirtyDays(String text) {
        assertThatThrownBy(() -> write("outputExpiresAfter", text)).hasMessageContaining("from 1h to 30d");
    }

    private static OptionSet read(String name, String value) {
        return OptionSet.parse(Map.of(name, value), Map.of(), Map.of(), Scope.READ);
    }

    private static OptionSet write(String name, String value) {
        return OptionSet.parse(Map.of("model", "m", name, value), Map.of(), Map.of(), Scope.WRITE);
    }
}
