package io.github.batchferry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://api.openai.com/v1", "https://eu.api.openai.com", "HTTPS://OpenAI.com:8443/v1"})
    void openAiIsWhoeverHasItsHost(String url) {
        assertThat(Provider.at(BaseUrl.of(url))).isSameAs(Provider.OPENAI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://notopenai.com",
                "https://api.openai.com.example.com/v1",
                "https://x.openai.azure.com/openai/v1",
                "https://example.com/api.openai.com",
                "http://127.0.0.1:8000/v1",
                "http://[::1]:8000/v1",
                "emulator"
            })
    void everybodyElseIsCompatible(String url) {
        assertThat(Provider.at(BaseUrl.of(url))).isSameAs(Provider.OPENAI_COMPATIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-compatible"})
    void aProviderIsFoundByItsName(String name) {
        assertThat(Provider.named(name).name()).isEqualTo(name);
    }

    @Test
    void aProviderThatOnlyANewerVersionKnowsIsRefusedByName() {
        assertThatThrownBy(() -> Provider.named("newcomer"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("provider 'newcomer'")
                .hasMessageContaining("newer version");
    }

    @Test
    void theUsualTokenIsForOpenAiAlone() {
        assertThat(Provider.OPENAI.usualToken()).isEqualTo("env:OPENAI_API_KEY");
        assertThat(Provider.OPENAI_COMPATIBLE.usualToken()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"30m,PT30M", "24h,PT24H", "7d,PT168H"})
    void aWindowIsAsLongAsItSays(String text, Duration duration) {
        assertThat(new CompletionWindow(text).duration()).isEqualTo(duration);
    }
}
