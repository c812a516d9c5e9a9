package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.provider.Provider;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderOptionTest {
    private static final Map<String, String> OPENAI_URL = Map.of("OPENAI_BASE_URL", "https://eu.api.openai.com/v1");

    @Test
    void aNameBringsAddressTokenAndLimitsAlong() {
        OptionSet options = write(Map.of("provider", "siliconflow"));

        assertThat(options.value(ConnectionOptions.BASE_URL)).hasToString("https://api.siliconflow.cn/v1");
        assertThat(options.value(ConnectionOptions.API_TOKEN_REF)).hasToString("env:SILICONFLOW_API_KEY");
        assertThat(options.value(LimitOptions.MAX_REQUESTS_PER_BATCH)).isEqualTo(5000);
        assertThat(options.batchTarget()).isEqualTo(5000);
        assertThat(options.value(LimitOptions.MAX_BYTES_PER_BATCH)).isEqualTo(950_000_000);
        assertThat(options.explicit(ConnectionOptions.BASE_URL)).isFalse();
    }

    @Test
    void whatIsGivenBesidesWins() {
        OptionSet options = write(Map.of(
                "provider", "azure",
                "baseUrl", "https://mine.openai.azure.com/openai/v1",
                "authHeader", "bearer",
                "maxRequestsPerBatch", "7"));

        assertThat(options.value(ConnectionOptions.BASE_URL)).hasToString("https://mine.openai.azure.com/openai/v1");
        assertThat(options.value(ConnectionOptions.AUTH_HEADER)).isEqualTo("bearer");
        assertThat(options.value(LimitOptions.MAX_REQUESTS_PER_BATCH)).isEqualTo(7);
    }

    @Test
    void azureIsSentItsKeyInItsOwnHeader() {
        OptionSet options = write(Map.of("provider", "azure", "baseUrl", "https://mine.openai.azure.com/openai/v1"));

        assertThat(options.value(ConnectionOptions.AUTH_HEADER)).isEqualTo("api-key");
    }

    @Test
    void withoutANameAllIsAsOpenAiHasIt() {
        OptionSet options = write(Map.of());

        assertThat(options.find(ConnectionOptions.PROVIDER)).isEmpty();
        assertThat(options.value(ConnectionOptions.BASE_URL)).hasToString("https://api.openai.com/v1");
        assertThat(options.value(ConnectionOptions.API_TOKEN_REF)).hasToString("env:OPENAI_API_KEY");
        assertThat(options.value(LimitOptions.MAX_BYTES_PER_BATCH)).isEqualTo(190_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "groq,https://api.groq.com/openai/v1",
        "openai,https://eu.api.openai.com/v1",
        "litellm,https://eu.api.openai.com/v1"
    })
    void theVariableOfOpenAiIsNotForAProviderWithAnAddressOfItsOwn(String provider, String baseUrl) {
        Map<String, String> given = given(Map.of("provider", provider));

        assertThat(OptionSet.parse(given, Map.of(), OPENAI_URL, Scope.WRITE).value(ConnectionOptions.BASE_URL))
                .hasToString(baseUrl);
    }

    @Test
    void aConfThatMeansTheBuiltInServerStaysInForce() {
        Map<String, String> given = given(Map.of("provider", "groq"));
        Map<String, String> rehearsal = Map.of("baseUrl", "emulator");

        assertThat(OptionSet.parse(given, rehearsal, Map.of(), Scope.WRITE)
                        .value(ConnectionOptions.BASE_URL)
                        .emulator())
                .isTrue();
        assertThat(OptionSet.parse(given, Map.of(), Map.of("OPENAI_BASE_URL", "emulator"), Scope.WRITE)
                        .value(ConnectionOptions.BASE_URL)
                        .emulator())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "azure|model|m|give baseUrl, such as https://RESOURCE.openai.azure.com/openai/v1",
                "openai-compatible|model|m|give baseUrl",
                "groq|endpoint|/v1/embeddings|whose batches take /v1/chat/completions",
                "groq|completionWindow|1h|write one that it takes (24h to 168h)",
                "llm-d|completionWindow|1d|not in days"
            })
    void whatAProviderDoesNotTakeIsRefusedBeforeAnythingIsSent(
            String provider, String option, String value, String words) {
        assertThatThrownBy(() -> write(Map.of("provider", provider, option, value)))
                .hasMessageContaining("provider '" + provider + "'")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({"7d,true", "14d,false", "30d,false"})
    void azureKeepsResultsFor14DaysAtLeast(String kept, boolean refused) {
        Map<String, String> given = Map.of(
                "provider", "azure",
                "baseUrl", "https://mine.openai.azure.com/openai/v1",
                "outputExpiresAfter", kept);
        if (refused) {
            assertThatThrownBy(() -> write(given)).hasMessageContaining("1209600 to 2592000 s (336h to 720h)");
        } else {
            assertThat(write(given).find(RequestOptions.OUTPUT_EXPIRES_AFTER)).isPresent();
        }
    }

    @Test
    void aReadNeedsNoAddressSinceItsJobHasOne() {
        OptionSet options = OptionSet.parse(Map.of("provider", "azure"), Map.of(), Map.of(), Scope.READ);

        assertThat(options.find(ConnectionOptions.BASE_URL)).isEmpty();
    }

    @Test
    void aWriteThatNamesNoProviderIsCutByTheLimitsOfItsJobs() {
        OptionSet appended = write(Map.of()).under(Provider.named("siliconflow"));

        assertThat(appended.value(LimitOptions.MAX_REQUESTS_PER_BATCH)).isEqualTo(5000);
        assertThat(write(Map.of("maxRequestsPerBatch", "7"))
                        .under(Provider.named("siliconflow"))
                        .value(LimitOptions.MAX_REQUESTS_PER_BATCH))
                .isEqualTo(7);
        assertThat(write(Map.of("provider", "groq"))
                        .under(Provider.named("siliconflow"))
                        .value(ConnectionOptions.PROVIDER))
                .hasToString("groq");
    }

    private static OptionSet write(Map<String, String> given) {
        return OptionSet.parse(given(given), Map.of(), Map.of(), Scope.WRITE);
    }

    private static Map<String, String> given(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(more);
        given.putIfAbsent("model", "gpt-6-luna");
        return given;
    }
}
