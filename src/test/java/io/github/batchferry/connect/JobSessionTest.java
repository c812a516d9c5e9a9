package io.github.batchferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.Time;
import io.github.batchferry.cli.SealedJob;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.job.Retry;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.TokenSources;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSessionTest {
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final String REF = "env:KEY";
    private static final TokenSources KEY = TokenSources.of(Map.of("KEY", "sk-test"));
    private static final TokenSources NO_KEY = TokenSources.of(Map.of());

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void aMissingTokenIsToldBeforeLimitsAreRecordedAndWhatCallsNoServerNeedsNone() throws IOException {
        Job job = sealed(OPENAI, REF);
        try (JobSession session = open(job, write(OPENAI, 7), NO_KEY)) {
            assertThatThrownBy(session::connect)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("KEY is not set");
            assertThatThrownBy(session::advance)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("KEY is not set");
            assertThat(job.refresh().limits().maxAttempts()).isEqualTo(3);
            Retry.Wanted any = new Retry.Wanted(Set.of(), Set.of(), Retry.PerhapsPaid.LEAVE);
            assertThat(session.retry().count(any).requests()).isZero();
            assertThat(session.cancel().ask("a test")).isTrue();
            session.cancel().resume("a test");
        }
    }

    @Test
    void anotherServerThanTheOneThatHoldsTheBatchesIsRefusedAtOnce() throws IOException {
        Job job = sealed(OPENAI, REF);
        assertThatThrownBy(() -> open(job, write("https://gateway.example/v1", 3), KEY))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "belongs to baseUrl '" + OPENAI + "', but 'https://gateway.example/v1' was given");
    }

    @Test
    void aJobWithoutAWriteHasTheServerThatIsGiven() {
        Job job = Job.open(Stores.open(place().toString()), Time.SYSTEM.clock());
        try (JobSession session = open(job, write("https://gateway.example/v1", 3), NO_KEY)) {
            assertThat(session.terms().baseUrl()).isEqualTo("https://gateway.example/v1");
        }
    }

    @Test
    void limitsThatAreGivenAnewAreRecordedOnceSoThatLaterOnesOfAnotherHostStay() throws IOException {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory.resolve("server")))) {
            Job job = sealed(emulator.url(), REF);
            try (JobSession session = open(job, write(emulator.url(), 7), KEY)) {
                session.advance();
                assertThat(job.state().limits().maxAttempts()).isEqualTo(7);
                try (JobSession other = open(job(), write(emulator.url(), 5), KEY)) {
                    other.advance();
                }
                session.advance();
                assertThat(job.state().limits().maxAttempts()).isEqualTo(5);
            }
        }
    }

    @Test
    void theBuiltInServerStartsWithTheFirstCallAndEndsWithTheSession() throws IOException {
        Path server = place().resolve("emulator");
        try (JobSession session = open(sealed("emulator", REF), read(), NO_KEY)) {
            assertThat(server).doesNotExist();
            session.advance();
            assertThatThrownBy(() -> Emulator.start(EmulatorConfig.at(server)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("serves " + server + " already");
        }
        Emulator.start(EmulatorConfig.at(server)).close();
    }

    @Test
    void aTokenThatOnlySparkKnowsIsTakenFromTheUsualPlaceWhereOpenAiIsAsked() throws IOException {
        Job job = sealed(OPENAI, "conf:spark.openai.token");
        try (JobSession session = open(job, read(), NO_KEY)) {
            assertThatThrownBy(session::connect)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("OPENAI_API_KEY is not set");
        }
        assertThat(said)
                .containsExactly("The job names its token by conf:spark.openai.token, which needs Spark: taking"
                        + " env:OPENAI_API_KEY");
    }

    @Test
    void aTokenThatOnlySparkKnowsIsAskedOfASparkThatIsThere() throws IOException {
        Job job = sealed(OPENAI, "conf:spark.openai.token");
        TokenSources spark = new TokenSources() {
            @Override
            public String environment(String name) {
                throw new AssertionError("asked for " + name);
            }

            @Override
            public String conf(String key) {
                return key.equals("spark.openai.token") ? "sk-test" : null;
            }

            @Override
            public String hadoop(String alias) {
                throw new AssertionError("asked for " + alias);
            }
        };
        try (JobSession session = open(job, read(), spark)) {
            session.connect();
        }
        assertThat(said).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCommandThatAJobNamesIsRunOnlyWhereSomebodyGivesIt() throws IOException {
        Path mark = directory.resolve("mark");
        String command = "command:sh -c 'touch " + mark + "; echo a-token'";
        Job job = sealed(OPENAI, command);
        try (JobSession session = open(job, read(), NO_KEY)) {
            assertThatThrownBy(session::connect)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("is not run")
                    .hasMessageContaining("Nothing was sent");
        }
        assertThat(mark).doesNotExist();
        OptionSet given = OptionSet.parse(Map.of("apiTokenRef", command), Map.of(), Map.of(), Scope.READ);
        try (JobSession session = open(job, given, NO_KEY)) {
            session.connect();
        }
        assertThat(mark).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "env:AZURE_OPENAI_API_KEY,,api-key",
        "command:az account get-access-token,,bearer",
        "command:az account get-access-token,api-key,api-key"
    })
    void azureTakesAKeyInItsOwnHeaderAndATokenOfACommandAsABearers(
            String tokenRef, @Nullable String authHeader, String sent) {
        Map<String, String> options = new HashMap<>(Map.of(
                "provider", "azure",
                "baseUrl", "https://mine.openai.azure.com/openai/v1",
                "model", "deployment",
                "apiTokenRef", tokenRef));
        if (authHeader != null) {
            options.put("authHeader", authHeader);
        }

        ConnectionTerms terms = Server.terms(OptionSet.parse(options, Map.of(), Map.of(), Scope.WRITE));

        assertThat(terms.authHeader()).isEqualTo(sent);
        assertThat(terms.provider().name()).isEqualTo("azure");
        assertThat(terms.tokenRef()).isEqualTo(tokenRef);
    }

    @Test
    void aRehearsalSpeaksAsTheBuiltInServerDoesWhoeverIsNamed() {
        Map<String, String> options = Map.of("provider", "together", "baseUrl", "emulator", "model", "m");

        assertThat(Server.terms(OptionSet.parse(options, Map.of(), Map.of(), Scope.WRITE))
                        .provider())
                .isSameAs(Provider.OPENAI_COMPATIBLE);
    }

    @Test
    void anotherProviderThanTheJobsIsRefusedByName() throws IOException {
        Job job = sealed(OPENAI, REF);
        OptionSet other = OptionSet.parse(Map.of("provider", "groq"), Map.of(), Map.of(), Scope.READ);

        assertThatThrownBy(() -> open(job, other, KEY))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("belongs to provider 'openai', but 'groq' was given");
    }

    private Path place() {
        return directory.resolve("job");
    }

    private Job sealed(String baseUrl, String tokenRef) throws IOException {
        SealedJob.create(place(), baseUrl, tokenRef, List.of("one", "two"));
        return job();
    }

    private Job job() {
        return Job.open(Stores.open(place().toString()), Time.SYSTEM.clock());
    }

    private JobSession open(Job job, OptionSet given, TokenSources tokens) {
        return JobSession.open(job, given, tokens, said::add, Time.SYSTEM);
    }

    private static OptionSet read() {
        return OptionSet.parse(Map.of(), Map.of(), Map.of(), Scope.READ);
    }

    private static OptionSet write(String baseUrl, int maxAttempts) {
        return OptionSet.parse(
                Map.of("baseUrl", baseUrl, "maxAttempts", String.valueOf(maxAttempts), "model", "gpt-6-luna"),
                Map.of(),
                Map.of(),
                Scope.WRITE);
    }
}
