package io.github.batchferry.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRefTest {
    private static final String CANARY = "sk-canary-4711-secret";

    @ParameterizedTest
    @CsvSource({
        "env:OPENAI_API_KEY,env:OPENAI_API_KEY",
        "ENV:MY_KEY,env:MY_KEY",
        "file:/run/secrets/openai,file:/run/secrets/openai",
        "file:///run/secrets/openai,file:/run/secrets/openai",
        "hadoop:openai.token,hadoop:openai.token",
        "conf:spark.openai.token,conf:spark.openai.token"
    })
    void isReadBackAsItIsWritten(String given, String text) {
        TokenRef ref = TokenRef.of(given);

        assertThat(ref).hasToString(text);
        assertThat(TokenRef.of(ref.toString())).isEqualTo(ref);
    }

    @ParameterizedTest
    @CsvSource({
        "sk-canary-4711-secret,is no reference",
        "Bearer sk-canary-4711-secret,is no reference",
        "canary4711secret,is no reference",
        "OPENAI_API_KEY,is no reference",
        "https://canary,is no reference",
        "'',is no reference",
        "env:,env: names no environment variable",
        "env:sk-canary-4711,env: names no environment variable",
        "env:$CANARY,env: names no environment variable",
        "file:canary/token,file: needs an absolute path",
        "file://host/canary,file: needs an absolute path",
        "file:,file: needs an absolute path",
        "conf:,conf: names no key",
        "conf:a canary,conf: names no key",
        "conf:spark.openai.apiKey,Spark shows in its UI",
        "hadoop:,hadoop: names no alias",
        "hadoop:a canary,hadoop: names no alias",
        "hadoop:sk-canary-4711-secret,looks like a token"
    })
    void anotherTextIsRefusedAndNeverShown(String given, String reason) {
        assertThatThrownBy(() -> TokenRef.of(given))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("canary")
                .doesNotContain("CANARY");
        assertThatThrownBy(() -> OptionSet.parse(Map.of("apiTokenRef", given), Map.of(), Map.of(), Scope.READ))
                .hasMessageContaining("option 'apiTokenRef': the value *** ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("canary")
                .doesNotContain("CANARY");
    }

    @Test
    void aVariableGivesItsValue() {
        TokenSources sources = TokenSources.of(Map.of("MY_KEY", CANARY + "\n"));

        assertThat(TokenRef.of("env:MY_KEY").resolve(sources).reveal()).isEqualTo(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void aVariableThatIsNotSetIsNamedWithWhatToDo(String blank) {
        assertThatThrownBy(() -> TokenRef.of("env:MY_KEY").resolve(TokenSources.of(Map.of("MY_KEY", blank))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the environment variable MY_KEY is not set")
                .hasMessageContaining("set it where the driver runs");
        assertThatThrownBy(() -> TokenRef.of("env:OTHER").resolve(TokenSources.of(Map.of())))
                .hasMessageContaining("OTHER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary\r\nX-Evil: 1", "canary secret", "canary\u0000", "canarÿ", "canary\u007f"})
    void aTokenThatCannotStandInAHeaderIsRefusedAndNotShown(String token) {
        assertThatThrownBy(() -> TokenRef.of("env:MY_KEY").resolve(TokenSources.of(Map.of("MY_KEY", token))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot stand in a header")
                .message()
                .doesNotContain("canar");
    }

    @Test
    void aConfIsLookedUpWhereTheHostKeepsItAtEveryResolution() {
        TokenRef ref = TokenRef.of("conf:spark.openai.token");
        String[] value = {"first"};
        TokenSources host = new TokenSources() {
            @Override
            public @Nullable String environment(String name) {
                return null;
            }

            @Override
            public @Nullable String conf(String key) {
                return key.equals("spark.openai.token") ? value[0] : null;
            }

            @Override
            public @Nullable String hadoop(String alias) {
                return null;
            }
        };

        assertThat(ref.resolve(host).reveal()).isEqualTo("first");
        value[0] = "renewed";
        assertThat(ref.resolve(host).reveal()).isEqualTo("renewed");
        assertThatThrownBy(() -> TokenRef.of("conf:spark.other.token").resolve(host))
                .hasMessageContaining("the conf spark.other.token is not set");
        assertThatThrownBy(() -> ref.resolve(TokenSources.of(Map.of()))).hasMessageContaining("needs a Spark session");
    }

    @Test
    void anAliasIsLookedUpWhereTheHostHasHadoopAndElsewhereRefused() {
        TokenRef ref = TokenRef.of("hadoop:openai");
        TokenSources submitted = TokenSources.of(Map.of(), alias -> alias.equals("openai") ? CANARY : null);

        assertThat(ref.resolve(submitted).reveal()).isEqualTo(CANARY);
        assertThatThrownBy(() -> TokenRef.of("hadoop:other").resolve(submitted))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no Hadoop credential provider holds other (apiTokenRef is hadoop:other)")
                .hasMessageContaining("hadoop credential create other -provider jceks://");
        assertThatThrownBy(() -> ref.resolve(TokenSources.of(Map.of())))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'hadoop:openai' needs Hadoop, which is not here")
                .hasMessageContaining("spark-submit --class io.github.batchferry.cli.Main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    @DisabledOnOs(OS.WINDOWS)
    void aFileOfItsOwnerAloneGivesWhatItHoldsWithoutTheLineBreak(String mode, @TempDir Path folder) throws IOException {
        Path file = file(folder, CANARY + "\r\n", mode);

        assertThat(TokenRef.of("file:" + file)
                        .resolve(TokenSources.of(Map.of()))
                        .reveal())
                .isEqualTo(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatIsOpenToOthersIsRefused(String mode, @TempDir Path folder) throws IOException {
        Path file = file(folder, CANARY, mode);

        assertThatThrownBy(() -> TokenRef.of("file:" + file).resolve(TokenSources.of(Map.of())))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("chmod 600")
                .message()
                .doesNotContain(CANARY);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatHoldsNoTokenIsRefused(@TempDir Path folder) throws IOException {
        TokenSources none = TokenSources.of(Map.of());
        Path empty = file(folder, " \n", "rw-------");
        Path large = file(folder, "x".repeat(70_000), "rw-------");

        assertThatThrownBy(() -> TokenRef.of("file:" + empty).resolve(none)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> TokenRef.of("file:" + large).resolve(none)).hasMessageContaining("larger than");
        assertThatThrownBy(() -> TokenRef.of("file:" + folder + "/absent").resolve(none))
                .hasMessageContaining("does not exist where the driver runs");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> TokenRef.of("file:" + folder).resolve(none)).hasMessageContaining("cannot be read");
    }

    private static Path file(Path folder, String text, String mode) throws IOException {
        Path file = Files.createTempFile(folder, "token", "");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
