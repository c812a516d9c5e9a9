package io.github.batchferry.option;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What to say about a name that no option has. Never shows the value: a key may hide behind a misspelt name. */
final class UnknownOption {
    private static final Set<String> KEY_NAMES = Set.of("apikey", "openaiapikey", "openaikey", "key", "secretkey");
    private static final Set<String> BODY_FIELDS = Set.of(
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "max_output_tokens",
            "seed",
            "stop",
            "n",
            "dimensions",
            "encoding_format",
            "response_format",
            "reasoning_effort",
            "reasoning",
            "tools",
            "tool_choice",
            "logprobs",
            "top_logprobs",
            "frequency_penalty",
            "presence_penalty",
            "logit_bias",
            "service_tier",
            "store",
            "text",
            "verbosity");

    private UnknownOption() {}

    static String problem(String name, Source source) {
        String given = source.named(name);
        Optional<String> later = Options.later(name);
        if (later.isPresent()) {
            return source.named(later.get()) + " is not supported yet: remove it";
        }
        if (KEY_NAMES.contains(Nearest.letters(name))) {
            return given + " is refused (value not shown), because Spark does not hide such a name: use apiToken (an"
                    + " option of the DataFrame only) or apiTokenRef=env:OPENAI_API_KEY"
                    + (source == Source.CONF
                            ? ", and renew the key, which Spark has shown already"
                            : ", and renew the key if that was a write or SQL: Spark shows their options in its UI and"
                                    + " event log");
        }
        if (BODY_FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
            return given + " is no option but a field of the request: use body." + name.toLowerCase(Locale.ROOT);
        }
        return given + " is unknown: " + nearest(name);
    }

    private static String nearest(String name) {
        String bare = name.toLowerCase(Locale.ROOT).startsWith(Options.CONF_PREFIX)
                ? name.substring(Options.CONF_PREFIX.length())
                : name;
        Stream<String> options = Options.ALL.stream()
                .filter(option -> !option.family()
                        || bare.contains(".")
                        || option.prefix().equals(bare + "."))
                .map(Option::name);
        Stream<String> fields = BODY_FIELDS.stream().filter(field -> field.length() > 3);
        String nearest = Stream.concat(Stream.concat(options, Options.NOT_YET.stream()), fields)
                .min(Comparator.comparingInt(candidate -> Nearest.between(bare, candidate)))
                .orElseThrow();
        String option = BODY_FIELDS.contains(nearest) ? "body." + nearest : nearest;
        return "the nearest option is '" + option + "' (all of them: docs/options.md)";
    }
}
