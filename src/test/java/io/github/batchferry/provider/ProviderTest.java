package io.github.batchferry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.secret.WrongValue;
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

    @ParameterizedTest
    @CsvSource({"azure,DOTS", "openai,BRACKETS", "openai-compatible,BRACKETS"})
    void aFileSaysHowLongItIsKeptInTheWordsOfItsServer(String name, FileExpiry.Names names) {
        assertThat(Provider.named(name).expiry().names()).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"groq", "together", "litellm"})
    void aServerThatMayRefuseTheWordsIsNotToldHowLongAFileIsKept(String name) {
        assertThat(Provider.named(name).expiry()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "openai,50000,190000000",
        "azure,100000,190000000",
        "siliconflow,5000,950000000",
        "groq,50000,95000000",
        "nebius,100000,2000000000",
        "moonshot,50000,190000000"
    })
    void aBatchIsAsLargeAsItsProviderTakesWithSomeRoom(String name, int requests, long bytes) {
        BatchLimits limits = Provider.named(name).limits();

        assertThat(limits.requests()).isEqualTo(requests);
        assertThat(limits.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "mistral,write litellm",
        "xai,write litellm",
        "Bedrock,write litellm",
        "fireworks,choose another provider",
        "gemini,write litellm",
        "grok,is not known"
    })
    void whoIsNotServedIsRefusedByNameWithWhatHelps(String name, String words) {
        assertThatThrownBy(() -> Provider.asked(name))
                .isInstanceOf(WrongValue.class)
                .satisfies(e -> assertThat(((WrongValue) e).complaint()).contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "groq,24h,true",
        "groq,7d,true",
        "groq,8d,false",
        "groq,12h,false",
        "moonshot,12h,true",
        "llm-d,24h,true",
        "llm-d,1d,false",
        "openai,7d,true",
        "doubleword,1h,true"
    })
    void aWindowIsTakenWhereItsProviderDoes(String name, String window, boolean taken) {
        assertThat(Provider.named(name).windows().takes(new CompletionWindow(window)))
                .isEqualTo(taken);
    }

    @Test
    void aServerWithOtherPathsIsAskedByThem() {
        assertThat(Provider.named("zhipu").pathOf("/v1/chat/completions")).isEqualTo("/v4/chat/completions");
        assertThat(Provider.OPENAI.pathOf("/v1/chat/completions")).isEqualTo("/v1/chat/completions");
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
