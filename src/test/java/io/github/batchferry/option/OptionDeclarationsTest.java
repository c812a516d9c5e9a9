package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionDeclarationsTest {
    static final List<Option<?>> ALL = Options.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void takesItsExample(Option<?> option) {
        OptionSet options = OptionSet.parse(request(option, option.example()), Map.of(), Map.of(), scope(option));

        assertThat(options.explicit(option)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void refusesItsBadExampleByNameAndSaysWhatWouldBeRight(Option<?> option) {
        Map<String, String> request = request(option, option.badExample());
        String name = option.given(option.badExample()).getKey();

        assertThatThrownBy(() -> OptionSet.parse(request, Map.of(), Map.of(), scope(option)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("option '" + name + "': the value ")
                .hasMessageContaining(":")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void refusesItsBadExampleFromAConfUnderTheConfsName(Option<?> option) {
        Map.Entry<String, String> bad = option.given(option.badExample());
        Map<String, String> conf = Map.of(bad.getKey(), bad.getValue());
        Map<String, String> request = new HashMap<>(request(option, option.badExample()));
        request.remove(bad.getKey());

        assertThatThrownBy(() -> OptionSet.parse(request, conf, Map.of(), scope(option)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("conf 'spark.datasource.openai-batch." + bad.getKey() + "'");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void isKnownWhateverTheCaseOfItsName(Option<?> option) {
        Map<String, String> lower = new HashMap<>();
        request(option, option.example()).forEach((k, v) -> lower.put(k.toLowerCase(Locale.ROOT), v));

        assertThat(OptionSet.parse(lower, Map.of(), Map.of(), scope(option)).explicit(option))
                .isTrue();
        if (!option.family()) {
            Map<String, String> upper = new HashMap<>();
            request(option, option.example()).forEach((k, v) -> upper.put(k.toUpperCase(Locale.ROOT), v));
            assertThat(OptionSet.parse(upper, Map.of(), Map.of(), scope(option)).explicit(option))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void hasADefaultThatItsOwnTypeTakesAndAHelpText(Option<?> option) {
        assertThatCode(option::defaultValue).doesNotThrowAnyException();
        assertThat(option.help()).endsWith(".").doesNotContain("\n");
        assertThat(option.example()).isNotEmpty();
        assertThat(option.defaultText() != null && option.defaultNote() != null).isFalse();
    }

    @Test
    void noNameIsDeclaredTwice() {
        assertThat(Stream.concat(ALL.stream().map(Option::name), Options.NOT_YET.stream())
                        .map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    static Stream<String> notYet() {
        return Options.NOT_YET.stream();
    }

    @ParameterizedTest
    @MethodSource("notYet")
    void anOptionToComeIsRefusedAsSuchWhereverItStands(String name) {
        Map<String, String> later = Map.of(name.toLowerCase(Locale.ROOT), "1");

        for (Scope scope : Scope.values()) {
            assertThatThrownBy(() -> OptionSet.parse(later, Map.of(), Map.of(), scope))
                    .hasMessageContaining("option '" + name + "' is not supported yet");
            assertThatThrownBy(() -> OptionSet.parse(Map.of(), later, Map.of(), scope))
                    .hasMessageContaining("conf 'spark.datasource.openai-batch." + name + "' is not supported yet");
        }
    }

    private static Scope scope(Option<?> option) {
        return option.scopes().contains(Scope.WRITE) ? Scope.WRITE : Scope.READ;
    }

    /** A request that is right with the example, and wrong in one thing with the bad example. */
    private static Map<String, String> request(Option<?> option, String value) {
        Map<String, String> request = new HashMap<>();
        if (scope(option) == Scope.WRITE && !option.equals(RequestOptions.MODEL_COLUMN)) {
            request.put("model", "gpt-6-luna");
        }
        if (option.equals(RequestOptions.INPUT_COLUMN)) {
            request.put("endpoint", "/v1/responses");
        }
        if (option.equals(RequestOptions.SAVE_ASSETS)) {
            request.put("endpoint", "/v1/images/generations");
        }
        if (option.equals(RequestOptions.UPLOAD_IMAGES)) {
            request.put("endpoint", "/v1/responses");
            request.put("imageColumn", "image");
        }
        Map.Entry<String, String> given = option.given(value);
        request.put(given.getKey(), given.getValue());
        return request;
    }
}
