package io.github.batchferry.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class TokenCommandTest {
    private static final TokenSources HOST = TokenSources.of(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command:echo a-token|a-token",
                "command:printf %s '$HOME;x'|$HOME;x",
                "command:printf '%s%s\\n' \"a\" 'b'\"c\"|abc",
                "command:sh -c 'printf two; printf k'|twok"
            })
    void aCommandPrintsTheTokenAndNoShellReadsIt(String ref, String token) {
        assertThat(TokenRef.of(ref).resolve(HOST).reveal()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command:sh -c 'echo canary; echo canary >&2; exit 3'|the command 'sh' of apiTokenRef ended with exit code 3",
                "command:no-such-program-here canary|'no-such-program-here' of apiTokenRef cannot be started",
                "command:true|the command printed nothing",
                "command:echo two canaries|cannot stand in a header"
            })
    void aCommandThatFailsIsToldWithoutWhatItPrinted(String ref, String words) {
        assertThatThrownBy(() -> TokenRef.of(ref).resolve(HOST))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("canary\n")
                .doesNotContain("canary ");
    }

    @Test
    void aCommandThatDoesNotEndIsEnded() {
        TokenCommand impatient = new TokenCommand(Duration.ofMillis(200));

        assertThatThrownBy(() -> impatient.output(List.of("sleep", "600"))).hasMessageContaining("did not end within");
    }

    @Test
    void aCommandIsReadBackAsItIsWritten() {
        String text = "command:az account get-access-token --resource https://cognitiveservices.azure.com"
                + " --query accessToken -o tsv";

        assertThat(TokenRef.of(text)).hasToString(text);
        assertThat(TokenRef.of(TokenRef.of(text).toString())).isEqualTo(TokenRef.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command:|names no program",
                "command:'' canary|names no program",
                "command:echo 'canary|quote in its command that does not end",
                "command:echo sk-canary-4711-secret|looks like a token",
                "command:curl -H 'Authorization: Bearer canary4711canary4711'|looks like a token"
            })
    void aTextThatIsNoCommandOrHoldsATokenIsRefusedAndNotShown(String ref, String words) {
        assertThatThrownBy(() -> TokenRef.of(ref))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("canary");
    }
}
