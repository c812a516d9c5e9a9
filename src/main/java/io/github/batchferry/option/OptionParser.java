package io.github.batchferry.option;

import io.github.batchferry.UserException;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Redactor;
import io.github.batchferry.secret.WrongValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads options source by source, the best one first, and remembers every problem instead of stopping at one. */
final class OptionParser {
    /** These say themselves what is wrong with a key. */
    private static final Set<Option<?>> TAKE_KEYS =
            Set.of(ConnectionOptions.API_TOKEN, ConnectionOptions.API_TOKEN_REF, ConnectionOptions.HEADER);

    private final Scope scope;
    private final SortedMap<String, Given<?>> given = new TreeMap<>();
    private final Map<Option<?>, Source> mentioned = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    OptionParser(Scope scope) {
        this.scope = scope;
    }

    void read(Map<String, @Nullable String> values, Source source) {
        SortedMap<String, String> spellings = new TreeMap<>();
        for (Map.Entry<String, @Nullable String> entry : new TreeMap<>(values).entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue();
            if (source == Source.OPTION && Options.internal(name)) {
                continue;
            }
            String twin = spellings.put(name.toLowerCase(Locale.ROOT), name);
            if (twin != null) {
                problems.add(source.named(name) + " is given twice, as '" + twin + "' too: case makes no difference,"
                        + " so remove one");
            } else {
                read(name, value, source);
            }
        }
    }

    void readEnvironment(Map<String, String> environment) {
        for (Option<?> option : Options.ALL) {
            String variable = option.variable();
            if (variable == null || !option.scopes().contains(scope) || !open(option, Source.ENVIRONMENT)) {
                continue;
            }
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                parse(option, "", variable, value, Source.ENVIRONMENT);
            }
        }
    }

    OptionSet checked() {
        forgetOpenAiOfTheEnvironment();
        OptionSet options = new OptionSet(scope, given);
        problems.addAll(new Contradictions(options, mentioned.keySet()).find());
        if (problems.isEmpty()) {
            return options;
        }
        if (problems.size() == 1) {
            throw new UserException(problems.get(0));
        }
        throw new UserException(problems.size() + " problems with the options of this " + scope + ":\n- "
                + String.join("\n- ", problems));
    }

    /** The variable of OpenAI's address is not meant for a provider that has one of its own. */
    private void forgetOpenAiOfTheEnvironment() {
        Given<?> provider = given.get(ConnectionOptions.PROVIDER.prefix());
        Given<?> baseUrl = given.get(ConnectionOptions.BASE_URL.prefix());
        boolean elsewhere = provider != null
                && provider.value() instanceof Provider named
                && named.baseUrl() != null
                && !named.equals(Provider.OPENAI);
        if (elsewhere
                && baseUrl != null
                && baseUrl.source() == Source.ENVIRONMENT
                && baseUrl.value() instanceof BaseUrl url
                && !url.emulator()) {
            given.remove(ConnectionOptions.BASE_URL.prefix());
        }
    }

    private void read(String name, @Nullable String value, Source source) {
        Option<?> option = Options.named(name).orElse(null);
        if (option == null) {
            problems.add(UnknownOption.problem(name, source));
        } else if (source == Source.CONF && option.equals(ConnectionOptions.API_TOKEN)) {
            problems.add(source.named(option.name()) + " is refused (value not shown): Spark shows confs in its UI and"
                    + " event log; unset it, renew the token, and give it as option(\"apiToken\", …) of the DataFrame"
                    + " or, better, by apiTokenRef, such as env:OPENAI_API_KEY");
        } else if (!option.scopes().contains(scope)) {
            refuseElsewhere(option, name, source);
        } else if (value == null) {
            problems.add(source.named(name) + " has no value: give one, such as " + option.example());
        } else if (open(option, source)) {
            String key = name.substring(option.prefix().length());
            parse(option, key, option.nameWith(key), value, source);
        }
    }

    private void refuseElsewhere(Option<?> option, String name, Source source) {
        if (source == Source.OPTION) {
            Scope other = scope == Scope.READ ? Scope.WRITE : Scope.READ;
            problems.add(source.named(name) + " belongs to a " + other + " and does nothing in a " + scope
                    + ": leave it out here (" + option.name() + " of a job is fixed when it is written)");
        }
    }

    /** Whether no better source gave the option or one that excludes it. */
    private boolean open(Option<?> option, Source source) {
        for (Map.Entry<Option<?>, Source> better : mentioned.entrySet()) {
            if (better.getValue().compareTo(source) < 0 && Contradictions.exclude(better.getKey(), option)) {
                return false;
            }
        }
        return true;
    }

    private <T> void parse(Option<T> option, String key, String name, String value, Source source) {
        String lowerKey = key.toLowerCase(Locale.ROOT);
        if (given.containsKey(option.prefix() + lowerKey)) {
            return;
        }
        mentioned.putIfAbsent(option, source);
        if (!TAKE_KEYS.contains(option) && Redactor.holdsKey(value)) {
            problems.add(
                    source.named(name) + ": the value (not shown) holds what looks like an API key, and would be kept"
                            + " and shown in the clear: take it out and renew it. A key is named by apiTokenRef, such as"
                            + " env:OPENAI_API_KEY, or given by apiToken");
            return;
        }
        OptionType<T> type = option.type();
        try {
            T parsed = type.parser().parse(key, value);
            given.put(option.prefix() + lowerKey, new Given<>(option, lowerKey, parsed, source));
        } catch (WrongValue e) {
            problems.add(source.named(name) + ": the value " + type.shown().apply(value) + " " + e.complaint());
        }
    }
}
