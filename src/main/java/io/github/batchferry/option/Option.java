package io.github.batchferry.option;

import io.github.batchferry.provider.Provider;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one declaration of an option. A name such as {@code body.<field>} declares a family: a map from what stands for
 * {@code <field>}, in lower case, to a value.
 *
 * @param scopes where it may be given
 * @param defaultText the default as a user would type it, absent where there is none
 * @param defaultNote what happens without the option, for the documentation, where {@code defaultText} is absent
 * @param atProvider the default where a provider is named, null where that is the same
 * @param variable the environment variable that gives a value where neither option nor conf does
 * @param example a value that is right; {@code key=value} for a family
 * @param badExample a value that is refused, in the same form
 * @param help sentences for the documentation, in markdown
 */
public record Option<T>(
        String name,
        Group group,
        Set<Scope> scopes,
        OptionType<T> type,
        @Nullable String defaultText,
        @Nullable String defaultNote,
        @Nullable Function<Provider, @Nullable String> atProvider,
        @Nullable String variable,
        String example,
        String badExample,
        String help) {
    public Option {
        scopes = Set.copyOf(scopes);
    }

    static <T> Option<T> of(String name, Group group, OptionType<T> type) {
        Set<Scope> everywhere = EnumSet.allOf(Scope.class);
        return new Option<>(name, group, everywhere, type, null, null, null, null, "", "", "");
    }

    Option<T> onlyIn(Scope scope) {
        return new Option<>(
                name,
                group,
                Set.of(scope),
                type,
                defaultText,
                defaultNote,
                atProvider,
                variable,
                example,
                badExample,
                help);
    }

    Option<T> defaultsTo(String text) {
        return new Option<>(name, group, scopes, type, text, null, atProvider, variable, example, badExample, help);
    }

    Option<T> otherwise(String note) {
        return new Option<>(name, group, scopes, type, null, note, atProvider, variable, example, badExample, help);
    }

    /** @param other the default of each provider, as a user would type it; null where there is none */
    Option<T> butAt(Function<Provider, @Nullable String> other) {
        return new Option<>(
                name, group, scopes, type, defaultText, defaultNote, other, variable, example, badExample, help);
    }

    Option<T> from(String environmentVariable) {
        return new Option<>(
                name,
                group,
                scopes,
                type,
                defaultText,
                defaultNote,
                atProvider,
                environmentVariable,
                example,
                badExample,
                help);
    }

    Option<T> examples(String right, String wrong) {
        return new Option<>(
                name, group, scopes, type, defaultText, defaultNote, atProvider, variable, right, wrong, help);
    }

    Option<T> help(String sentences) {
        return new Option<>(
                name,
                group,
                scopes,
                type,
                defaultText,
                defaultNote,
                atProvider,
                variable,
                example,
                badExample,
                sentences);
    }

    /** Whether this is a map of values, one for each key. */
    public boolean family() {
        return name.endsWith(">");
    }

    /** The default, empty where there is none. */
    public Optional<T> defaultValue() {
        return defaultText == null
                ? Optional.empty()
                : Optional.of(type.parser().parse("", defaultText));
    }

    /** The default where this provider is named. */
    Optional<T> defaultAt(Provider provider) {
        if (atProvider == null) {
            return defaultValue();
        }
        return Optional.ofNullable(atProvider.apply(provider))
                .map(text -> type.parser().parse("", text));
    }

    /** What every name of the family begins with; the whole name of other options. Lower case. */
    String prefix() {
        String start = family() ? name.substring(0, name.indexOf('<')) : name;
        return start.toLowerCase(Locale.ROOT);
    }

    /** The name with the family's key in its place. */
    String nameWith(String key) {
        return family() ? name.substring(0, name.indexOf('<')) + key : name;
    }

    /** An example as it would be given: the option's full name and its value. */
    Map.Entry<String, String> given(String sample) {
        if (!family()) {
            return Map.entry(name, sample);
        }
        int equals = sample.indexOf('=');
        return Map.entry(nameWith(sample.substring(0, equals)), sample.substring(equals + 1));
    }
}
