package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1/,https://api.openai.com/v1",
        "https://api.openai.com/v1//,https://api.openai.com/v1",
        "HTTPS://API.openai.com:443/v1,https://api.openai.com/v1",
        "https://my.openai.azure.com/openai/v1,https://my.openai.azure.com/openai/v1",
        "https://host:8443,https://host:8443",
        "http://localhost:8080/v1,http://localhost:8080/v1",
        "http://127.0.0.1:80,http://127.0.0.1",
        "http://[::1]:9,http://[::1]:9",
        "EMULATOR,emulator"
    })
    void hasOneSpelling(String given, String text) {
        assertThat(parse(given).value(ConnectionOptions.BASE_URL)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.openai.com/v1,in clear",
        "http://localhost.example.com/v1,in clear",
        "http://127.0.0.1.example.com/v1,in clear",
        "http://10.0.0.1/v1,in clear",
        "https://host/v1?api-version=1,apiVersion",
        "https://host/v1#there,fragment",
        "api.openai.com/v1,does not begin with https://",
        "ftp://host,does not begin with https://",
        "file:///etc/passwd,does not begin with https://",
        "https:///v1,write https://host/path",
        "https://my_host/v1,host",
        "https://host:99999/,host",
        "https://ho st/,not a URL",
        "'',does not begin with https://"
    })
    void refusesWhatIsUnsafeOrUnclear(String given, String reason) {
        assertThatThrownBy(() -> parse(given))
                .hasMessageContaining("option 'baseUrl'")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:canary@host/v1",
                "https://canary@host",
                "http://user:ca@nary@host/canary-not@host",
                "https://user:canary?x@host",
                "user:canary@host",
                "https://host/v1?sig=canary",
                "https://host/v1?sig=canary@host",
                "ftp://host/#canary"
            })
    void neverShowsAUserAPasswordOrAQuery(String given) {
        assertThatThrownBy(() -> parse(given))
                .hasMessageContaining("host")
                .message()
                .doesNotContain("canary")
                .doesNotContain("user:");
    }

    private static OptionSet parse(String url) {
        return OptionSet.parse(Map.of("baseUrl", url), Map.of(), Map.of(), Scope.READ);
    }
}
