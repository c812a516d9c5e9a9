package io.github.batchferry.option;

import static io.github.batchferry.option.ConnectionOptions.BASE_URL;
import static io.github.batchferry.option.RequestOptions.METADATA;
import static io.github.batchferry.option.RequestOptions.MODEL;
import static io.github.batchferry.option.RequestOptions.MODEL_COLUMN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.secret.TokenSources;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionSetTest {
    private static final Map<String, String> NONE = Map.of();
    private static final String CANARY = "sk-canary-4711-secret";

    @Test
    void givesDefaultsWhereNothingIsGiven() {
        OptionSet write = write(Map.of("model", "m"));

        assertThat(write.value(BASE_URL)).isEqualTo(new BaseUrl("https://api.openai.com/v1"));
        assertThat(write.value(ConnectionOptions.API_TOKEN_REF)).hasToString("env:OPENAI_API_KEY");
        assertThat(write.value(RequestOptions.ENDPOINT)).isEqualTo(Endpoints.CHAT_COMPLETIONS);
        assertThat(write.value(RequestOptions.PROMPT_COLUMN)).isEqualTo("prompt");
        assertThat(write.value(RequestOptions.COMPLETION_WINDOW)).isEqualTo("24h");
        assertThat(write.value(LimitOptions.MAX_BYTES_PER_BATCH)).isEqualTo(190_000_000L);
        assertThat(write.value(LimitOptions.PACKING)).isTrue();
        assertThat(write.value(LimitOptions.ON_DOUBT)).isEqualTo("hold");
        assertThat(write.batchTarget()).isEqualTo(10_000);
        assertThat(write.explicit(RequestOptions.PROMPT_COLUMN)).isFalse();
        assertThat(write.find(RequestOptions.SYSTEM_PROMPT)).isEmpty();
        assertThat(read(NONE).value(ReadOptions.WAIT)).isTrue();
        assertThat(read(NONE).value(ReadOptions.POLL_INTERVAL)).isEqualTo(Duration.ofSeconds(30));
        assertThat(read(NONE).value(ReadOptions.WAIT_TIMEOUT)).isEqualTo(Duration.ofHours(26));
    }

    @Test
    void anOptionWinsOverAConfAndAConfOverTheEnvironment() {
        Map<String, String> option = Map.of("BASEURL", "https://option/v1");
        Map<String, String> conf = Map.of("baseUrl", "https://conf/v1");
        Map<String, String> environment = Map.of("OPENAI_BASE_URL", "https://environment/v1");

        assertThat(OptionSet.parse(option, conf, environment, Scope.READ).value(BASE_URL))
                .hasToString("https://option/v1");
        assertThat(OptionSet.parse(NONE, conf, environment, Scope.READ).value(BASE_URL))
                .hasToString("https://conf/v1");
        assertThat(OptionSet.parse(NONE, NONE, environment, Scope.READ).value(BASE_URL))
                .hasToString("https://environment/v1");
        assertThat(OptionSet.parse(NONE, NONE, Map.of("OPENAI_BASE_URL", " "), Scope.READ)
                        .explicit(BASE_URL))
                .isFalse();
    }

    @Test
    void aWrongValueOfTheEnvironmentIsRefusedByTheNameOfTheVariable() {
        assertThatThrownBy(() -> OptionSet.parse(NONE, NONE, Map.of("OPENAI_BASE_URL", "ftp://x"), Scope.READ))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("environment variable OPENAI_BASE_URL: the value 'ftp://x' ");
    }

    @Test
    void familiesMergeKeyByKey() {
        OptionSet options = OptionSet.parse(
                Map.of("model", "m", "metadata.team", "search"),
                Map.of("metadata.Team", "ads", "metadata.cost", "42"),
                NONE,
                Scope.WRITE);

        assertThat(options.family(METADATA)).containsExactly(Map.entry("cost", "42"), Map.entry("team", "search"));
        assertThat(options.explicit(METADATA)).isTrue();
        assertThat(options.explicit(RequestOptions.BODY_FIELD)).isFalse();
    }

    @Test
    void anOptionDisplacesAConfThatExcludesIt() {
        OptionSet options = OptionSet.parse(Map.of("modelColumn", "m"), Map.of("model", "gpt"), NONE, Scope.WRITE);

        assertThat(options.find(MODEL)).isEmpty();
        assertThat(options.value(MODEL_COLUMN)).isEqualTo("m");
    }

    @Test
    void aConfServesReadsAndWritesAndEachTakesItsOwn() {
        Map<String, String> conf = Map.of("model", "gpt", "pollInterval", "5s");

        assertThat(OptionSet.parse(NONE, conf, NONE, Scope.READ).explicit(MODEL))
                .isFalse();
        assertThat(OptionSet.parse(NONE, conf, NONE, Scope.WRITE).value(MODEL)).isEqualTo("gpt");
    }

    @Test
    void anOptionOfAWriteIsRefusedInAReadAndTheOtherWayRound() {
        assertThatThrownBy(() -> read(Map.of("model", "m")))
                .hasMessageContaining("option 'model' belongs to a write and does nothing in a read");
        assertThatThrownBy(() -> write(Map.of("model", "m", "wait", "true")))
                .hasMessageContaining("option 'wait' belongs to a read");
    }

    @Test
    void oneErrorListsAllProblems() {
        assertThatThrownBy(() -> write(Map.of("modle", "m", "packing", "yes", "maxCost", "3")))
                .isInstanceOf(UserException.class)
                .message()
                .contains("4 problems with the options of this write:")
                .contains("\n- option 'modle' is unknown: the nearest option is 'model'")
                .contains("\n- option 'packing': the value 'yes' is not a boolean: write true or false")
                .contains("\n- option 'maxCost' is not supported yet")
                .contains("\n- no model is given");
    }

    @ParameterizedTest
    @CsvSource({
        "modle,model",
        "model_column,modelColumn",
        "prompt-column,promptColumn",
        "request_per_batch,requestsPerBatch",
        "baseurll,baseUrl",
        "max_cots,maxCost",
        "metadata,metadata.<key>",
        "spark.datasource.openai-batch.modl,model",
        "api_token,apiToken"
    })
    void anUnknownNameIsRefusedWithTheNearestOne(String unknown, String nearest) {
        assertThatThrownBy(() -> write(Map.of("model", "m", unknown, CANARY)))
                .hasMessageContaining("option '" + unknown + "' is unknown")
                .hasMessageContaining("'" + nearest + "'")
                .message()
                .doesNotContain(CANARY);
    }

    @Test
    void aNameNeverBreaksTheLineOfAnErrorNorShowsAKey() {
        assertThatThrownBy(() -> read(Map.of("x\n2026 INFO paid " + CANARY, "v")))
                .hasMessageContaining("option 'x\\u000a2026 INFO paid ***' is unknown")
                .message()
                .doesNotContain("\n")
                .doesNotContain(CANARY);
    }

    @Test
    void aFieldOfTheRequestIsSentToTheBody() {
        assertThatThrownBy(() -> write(Map.of("model", "m", "Max_Tokens", "5")))
                .hasMessageContaining("use body.max_tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "api_key", "APIKEY", "openai_api_key", "api.key"})
    void anApiKeyByAnotherNameIsRefusedWithThePlaceToPutIt(String name) {
        Map<String, String> key = Map.of(name, CANARY);

        assertThatThrownBy(() -> read(key))
                .hasMessageContaining("apiToken")
                .hasMessageContaining("renew the key if that was a write or SQL")
                .hasMessageContaining("apiTokenRef=env:OPENAI_API_KEY")
                .message()
                .doesNotContain(CANARY);
        assertThatThrownBy(() -> OptionSet.parse(NONE, key, NONE, Scope.READ))
                .hasMessageContaining("renew the key")
                .message()
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.note", "systemPrompt", "body.user", "organization", "baseUrl", "writeId"})
    void aKeyInAPlaceThatIsKeptInTheClearIsRefusedWithThePlaceToPutIt(String name) {
        String key = "sk-proj-0123456789abcdefghijkl";
        assertThatThrownBy(() -> write(Map.of("model", "m", name, "see " + key)))
                .hasMessageContaining("option '" + name + "': the value (not shown) holds what looks like an API key")
                .hasMessageContaining("renew it")
                .hasMessageContaining("apiTokenRef, such as env:OPENAI_API_KEY")
                .message()
                .doesNotContain(key);
    }

    @Test
    void wordsThatBeginLikeAKeyAreNoKey() {
        assertThat(write(Map.of("model", "m", "systemPrompt", "Say what sk-learn and risk-free mean."))
                        .explicit(RequestOptions.SYSTEM_PROMPT))
                .isTrue();
    }

    @Test
    void aTokenInAConfIsRefusedEvenWhereABetterOneIsGiven() {
        assertThatThrownBy(() ->
                        OptionSet.parse(Map.of("apiToken", "other"), Map.of("apitoken", CANARY), NONE, Scope.READ))
                .hasMessageContaining("conf 'spark.datasource.openai-batch.apiToken' is refused")
                .hasMessageContaining("option(\"apiToken\", …)")
                .message()
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "paths", "__partition_columns", "mergeSchema", "batchferry.internal.write"})
    void namesOfSparkAndOurOwnPass(String name) {
        assertThat(read(Map.of(name, "x"))).hasToString(read(NONE).toString());
        assertThatThrownBy(() -> OptionSet.parse(NONE, Map.of(name, "x"), NONE, Scope.READ))
                .isInstanceOf(UserException.class);
    }

    @Test
    void oneNameInTwoSpellingsIsRefused() {
        assertThatThrownBy(() -> read(Map.of("wait", "true", "WAIT", "false"))).hasMessageContaining("is given twice");
    }

    @Test
    void aNameWithoutAValueIsRefused() {
        Map<String, String> nothing = new HashMap<>();
        nothing.put("wait", null);

        assertThatThrownBy(() -> read(nothing)).hasMessageContaining("option 'wait' has no value");
    }

    @Test
    void aTokenIsGivenWithoutTheSpaceAroundItAndElseReferredTo() {
        TokenSources sources = TokenSources.of(Map.of("OPENAI_API_KEY", "from-environment"));

        assertThat(read(Map.of("apiToken", " " + CANARY + "\n"))
                        .value(ConnectionOptions.API_TOKEN)
                        .reveal())
                .isEqualTo(CANARY);
        assertThat(read(NONE)
                        .value(ConnectionOptions.API_TOKEN_REF)
                        .resolve(sources)
                        .reveal())
                .isEqualTo("from-environment");
    }

    @Test
    void noTextOfItShowsASecret() {
        OptionSet options = write(Map.of(
                "apiToken", CANARY, "model", "m", "header.x-team", "canary-4711", "systemPrompt", "private words"));

        assertThat(options.toString() + options.value(ConnectionOptions.API_TOKEN))
                .doesNotContain(CANARY)
                .doesNotContain("canary-4711")
                .doesNotContain("private words");
    }

    @Test
    void noErrorShowsAKeyThatStandsInTheWrongPlace() {
        for (Option<?> option : Options.ALL) {
            String name = option.nameWith("x");
            Map<String, String> wrong = Map.of(name, CANARY + "\nBearer " + CANARY);
            for (Scope scope : Scope.values()) {
                try {
                    OptionSet.parse(wrong, NONE, NONE, scope);
                } catch (UserException e) {
                    assertThat(e).hasMessageNotContaining(CANARY);
                }
            }
        }
    }

    @Test
    void isSafeFromChangesOfWhatWasGiven() {
        Map<String, String> given = new HashMap<>(Map.of("model", "m"));
        OptionSet options = write(given);
        given.clear();

        assertThat(options.value(MODEL)).isEqualTo("m");
        assertThat(options.family(METADATA)).isEqualTo(Collections.emptyMap());
    }

    private static OptionSet write(Map<String, String> given) {
        return OptionSet.parse(given, NONE, NONE, Scope.WRITE);
    }

    private static OptionSet read(Map<String, String> given) {
        return OptionSet.parse(given, NONE, NONE, Scope.READ);
    }
}
