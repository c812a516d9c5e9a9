package io.github.batchferry.price;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {
    private static final ProviderPrices OPENAI = PriceTable.ofJar().of("openai");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    @TempDir
    Path directory;

    @Test
    void theTableOfTheJarSaysOfWhichDayAndFromWhereItIs() {
        PriceOrigin origin = PriceTable.ofJar().origin();
        assertThat(LocalDate.parse(origin.date())).isAfter("2026-11-01");
        assertThat(origin.source()).matches("litellm \\d+(\\.\\d+)+");
        assertThat(OPENAI.models().values())
                .hasSizeGreaterThan(80)
                .allMatch(price -> price.origin().equals(origin));
    }

    @Test
    void theDocumentationSaysTheSameDay() throws IOException {
        LocalDate day = LocalDate.parse(PriceTable.ofJar().origin().date());
        assertThat(Files.readString(Path.of("docs", "results.md")).replaceAll("\\s+", " "))
                .contains("the table of the jar, of "
                        + day.format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK)));
    }

    /** USD for a million tokens: standard input, cached and output, then those of a batch. */
    @ParameterizedTest
    @CsvSource({
        "gpt-6-sol,2,0.2,10,1,0.1,5",
        "gpt-6-luna,0.1,0.01,0.5,0.05,0.005,0.25",
        "gpt-5.4,2.5,0.25,15,1.25,0.13,7.5",
        "gpt-5-nano,0.05,0.005,0.4,0.025,0.0025,0.2",
        "o1-pro,150,,600,75,,300",
        "gpt-4-turbo,10,,30,5,,15",
        "text-embedding-3-large,0.13,,0,0.065,,0",
        "omni-moderation-latest,0,,0,0,,0"
    })
    void theTableOfTheJarHasThePricesThatModelPagesShow(
            String model,
            BigDecimal input,
            BigDecimal cached,
            BigDecimal output,
            BigDecimal batchInput,
            BigDecimal batchCached,
            BigDecimal batchOutput) {
        RatePair pair = OPENAI.of(model).ordinary();
        assertMillions(pair.realTime(), input, cached, output);
        assertMillions(pair.batch(), batchInput, batchCached, batchOutput);
    }

    private static void assertMillions(Rates rates, BigDecimal input, BigDecimal cached, BigDecimal output) {
        assertThat(rates.input().multiply(MILLION)).isEqualByComparingTo(input);
        assertThat(rates.output().multiply(MILLION)).isEqualByComparingTo(output);
        if (cached == null) {
            assertThat(rates.cachedInput()).isNull();
        } else {
            assertThat(rates.cachedInput().multiply(MILLION)).isEqualByComparingTo(cached);
        }
    }

    @Test
    void noBatchPriceOfTheJarIsFarFromHalf() {
        OPENAI.models().forEach((model, price) -> {
            assertAboutHalf(model, price.ordinary());
            if (price.longPrompts() != null) {
                assertAboutHalf(model, price.longPrompts());
            }
        });
    }

    private static void assertAboutHalf(String model, RatePair pair) {
        assertThat(pair.batch().input())
                .as(model)
                .isBetween(
                        times(pair.realTime().input(), "0.45"),
                        times(pair.realTime().input(), "0.55"));
        if (pair.realTime().output() != null) {
            assertThat(pair.batch().output())
                    .as(model)
                    .isBetween(
                            times(pair.realTime().output(), "0.45"),
                            times(pair.realTime().output(), "0.55"));
        }
    }

    private static BigDecimal times(BigDecimal price, String factor) {
        return price.multiply(new BigDecimal(factor));
    }

    @Test
    void aBatchPriceThatTheListDoesNotHaveOrGivesWrongIsHalfAndSaidToBe() {
        assertThat(OPENAI.of("gpt-4-turbo").halved()).containsExactly("input", "output");
        assertThat(OPENAI.of("gpt-3.5-turbo-1106").halved()).containsExactly("input", "output");
        assertThat(OPENAI.of("gpt-6-sol").halved()).isEmpty();
    }

    @Test
    void aSnapshotHasThePriceOfItsModelUnlessItHasItsOwn() {
        assertThat(OPENAI.of("gpt-6-luna-2026-10-01")).isEqualTo(OPENAI.of("gpt-6-luna"));
        assertThat(OPENAI.of("gpt-4o-2024-05-13")).isNotEqualTo(OPENAI.of("gpt-4o"));
        assertThat(OPENAI.of("gpt-6-luna-latest")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my-deployment", "", "gpt-6-lun", "ft:gpt-4o-2024-08-06", "gpt-audio", "gpt-4o-search-preview"})
    void whatIsNotInTheTableIsUnknown(String model) {
        assertThat(OPENAI.of(model)).isNull();
        assertThat(PriceTable.ofJar().of("openai-compatible").of("gpt-6-luna")).isNull();
    }

    @Test
    void aModelThatCostsNothingIsKnownToBeFree() {
        assertThat(OPENAI.of("omni-moderation-latest").isFree()).isTrue();
        assertThat(OPENAI.models().entrySet().stream()
                        .filter(entry -> entry.getValue().isFree())
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .containsOnlyKeys("omni-moderation-2024-09-26", "omni-moderation-latest");
    }

    @Test
    void ownPricesStandBeforeThoseOfTheJarNameByName() throws IOException {
        PriceTable own = PriceTable.with(file("'openai': {'gpt-6-luna': {'input': '0.5', 'batch': {'input': 0.25}}},"
                + " 'mine': {'m': {'input': '1', 'batch': {'input': '0'}}}"));

        ModelPrice luna = own.of("openai").of("gpt-6-luna");
        assertThat(luna.ordinary().batch().input()).isEqualByComparingTo("0.25");
        assertThat(luna.origin()).hasToString("2026-01-31 (contract 7)");
        assertThat(own.of("openai").of("gpt-6-sol")).isEqualTo(OPENAI.of("gpt-6-sol"));
        assertThat(own.of("mine").of("m")).isNotNull();
        assertThat(PriceTable.with(null)).isSameAs(PriceTable.ofJar());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'p': {'m': {'batch': {'input': '1'}}}|model 'm', field 'input' is missing",
                "'p': {'m': {'input': '1'}}|model 'm', field 'batch.input' is missing",
                "'p': {'m': {'input': '1', 'batch': {'input': 'x'}}}|model 'm', field 'batch.input' is \"x\"",
                "'p': {'m': {'input': '-1', 'batch': {'input': '1'}}}|model 'm', field 'input' is \"-1\"",
                "'p': {'m': {'input': '2.5', 'batch': {'input': '1'}}}|model 'm', field 'input' is \"2.5\": write USD per token",
                "'p': {'m': {'input': 0.0000000000001, 'batch': {'input': '1'}}}|at most 12 decimals",
                "'p': {'m': {'input': '1', 'ouput': '1', 'batch': {'input': '1'}}}|model 'm', field 'ouput' is not known",
                "'p': {'m': {'input': '1', 'batch': {'input': '1'}, 'above272k': {}}}|field 'above272k.batch.input' is missing",
                "'p': {'m': 1}|model 'm', field 'batch.input' is missing",
                "'p': 1|provider 'p' is no object"
            })
    void whatIsWrongInAFileIsNamedByModelAndField(String providers, String told) {
        assertThatThrownBy(() -> PriceTable.with(file(providers)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("the prices in '" + directory.resolve("prices.json") + "' ")
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'date': '2026-01-31'|are no JSON at line 1",
                "[]|have no object 'providers'",
                "{'date': 'May', 'source': 's', 'providers': {}}|have 'May' for 'date'",
                "{'date': '2026-01-31', 'providers': {}}|have no text for 'source'"
            })
    void aFileThatIsNoTableSaysWhatItLacks(String json, String told) throws IOException {
        Path file = Files.writeString(directory.resolve("prices.json"), json.replace('\'', '"'));

        assertThatThrownBy(() -> PriceTable.with(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PriceTable.with(directory.resolve("none.json")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the prices in '" + directory.resolve("none.json") + "' cannot be read");
    }

    private Path file(String providers) throws IOException {
        String json = "{'date': '2026-01-31', 'source': 'contract 7', 'providers': {" + providers + "}}";
        return Files.writeString(directory.resolve("prices.json"), json.replace('\'', '"'));
    }
}
