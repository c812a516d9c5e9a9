package io.github.batchferry.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options and parameters that commands share. */
final class Arguments {
    static final String JOB = "JOB";
    static final String TOKEN_REF = "--api-token-ref";

    private Arguments() {}

    static CommandSpec command(String name, String... description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(false);
        return spec;
    }

    static CommandSpec ofJob(String name, String... description) {
        return command(name, description)
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(JOB)
                        .type(String.class)
                        .required(true)
                        .description("The job directory.")
                        .build());
    }

    static CommandSpec withToken(CommandSpec spec) {
        return spec.addOption(value(TOKEN_REF, "REF")
                .description(
                        "Where the API token is kept: env:NAME, file:/path or command:WORDS; under spark-submit also hadoop:ALIAS. Default: the reference that the job"
                                + " was sealed with, unless that is a command, which is run only where it is given; where that needs a Spark session, env:OPENAI_API_KEY.")
                .build());
    }

    static OptionSpec.Builder value(String name, String label) {
        return OptionSpec.builder(name).paramLabel(label).type(String.class);
    }

    static ParameterException wrong(ParseResult words, @Nullable String message) {
        return new ParameterException(words.commandSpec().commandLine(), String.valueOf(message));
    }

    static @Nullable String find(ParseResult words, String option) {
        return words.matchedOptionValue(option, (String) null);
    }

    static int batchNumber(ParseResult words, int index) {
        String text = positional(words, index);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(words, "'" + text + "' is no number of a batch: 'status' shows them, from 1 on");
        }
    }

    static String positional(ParseResult words, int index) {
        return Objects.requireNonNull(words.matchedPositionalValue(index, (String) null), "picocli checks it");
    }
}
