package io.github.batchferry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.secret.TokenRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A field or a quirk that the code does not know is no readable file at all. */
class ProviderFilesTest {
    static final List<String> ALL = ProviderFile.NAMES;

    private static final Path FOLDER = Path.of("src/main/resources/io/github/batchferry/provider");

    @Test
    void eachFileIsOneProviderAndEachProviderHasOne() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(ALL.stream(), Stream.of("refused"))
                            .map(name -> name + ".json")
                            .toList());
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void everyFactNamesASourceAndEverySourceIsNamed(String name) {
        ProviderFile file = ProviderFile.read(name);
        List<String> named = Stream.of(
                        facts(file).map(Fact::by),
                        file.quirks().values().stream(),
                        file.notes().stream().map(Fact::by))
                .flatMap(by -> by)
                .distinct()
                .toList();

        assertThat(file.name()).isEqualTo(name);
        assertThat(file.title()).isNotBlank();
        assertThat(named).containsExactlyInAnyOrderElementsOf(file.sources().keySet());
        assertThat(file.sources().values())
                .allSatisfy(source -> assertThat(source).isNotBlank());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void whatTheCodeNeedsIsThereAndRight(String name) {
        ProviderFile file = ProviderFile.read(name);

        assertThat(file.baseUrl().is() == null).isEqualTo(file.baseUrlForm() != null);
        if (file.baseUrl().is() != null) {
            assertThat(BaseUrl.of(file.baseUrl().is()))
                    .hasToString(file.baseUrl().is());
        }
        if (file.token().is() != null) {
            assertThat(TokenRef.of(file.token().is())).hasToString(file.token().is());
        }
        assertThat(file.authHeader().is()).isIn("bearer", "api-key");
        assertThat(file.upload().is().path()).matches("[a-z]+(/[a-z]+)*");
        assertThat(file.upload().is().purpose()).isNotBlank();
        assertThat(file.window().is().takes(file.window().is().usual())).isTrue();
        assertThat(file.price().is())
                .satisfiesAnyOf(
                        price -> assertThat(price).isNull(),
                        price -> assertThat(price).isBetween(0.1, 1.0));
        if (file.endpoints().is() != null) {
            assertThat(file.endpoints().is())
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(Endpoints.of(path)).isPresent());
        }
        if (file.fileExpiry().is() != null) {
            assertThat(file.fileExpiry().is().takes(Duration.ofDays(30).toSeconds()))
                    .isTrue();
        }
    }

    @Test
    void everyQuirkIsSomebodys() {
        assertThat(ALL.stream().flatMap(name -> ProviderFile.read(name).quirks().keySet().stream()))
                .contains(Quirk.values());
    }

    @Test
    void whoIsNotServedHasAReasonAndAtMostAGatewayThatIs() {
        assertThat(Unserved.ALL).isNotEmpty().allSatisfy(one -> {
            assertThat(ALL).doesNotContain(one.name());
            assertThat(one.reason()).isNotBlank();
            assertThat(one.source()).isNotBlank();
            if (one.gateway() != null) {
                assertThat(ALL).contains(one.gateway());
            }
        });
    }

    private static Stream<Fact<?>> facts(ProviderFile file) {
        return Stream.of(
                file.baseUrl(),
                file.token(),
                file.authHeader(),
                file.upload(),
                file.window(),
                file.requests(),
                file.fileBytes(),
                file.price(),
                file.endpoints(),
                file.fileExpiry());
    }
}
