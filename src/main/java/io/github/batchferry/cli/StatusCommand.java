package io.github.batchferry.cli;

import io.github.batchferry.UserException;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.ReadOptions;
import io.github.batchferry.option.Scope;
import io.github.batchferry.price.PriceTable;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Where a job stands, from its directory alone. */
final class StatusCommand implements Command {
    private static final String JSON = "--json";
    private static final String PRICES = "--prices";

    private final CommandSpec spec = Arguments.ofJob(
                    "status",
                    "Shows where a job stands: its writes, batches and rows, and what to do next. Reads the job"
                            + " directory only and calls no server; needs no token. Exit code 0 whatever the job's"
                            + " state, which --json names.")
            .addOption(OptionSpec.builder(JSON)
                    .description("As one JSON object, for programs.")
                    .build())
            .addOption(Arguments.value(PRICES, "FILE")
                    .description("Your own prices, by provider and model, before those of the jar.")
                    .build());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        PriceTable prices = PriceTable.with(prices(words, host));
        JobReport report = JobReport.of(JobAccess.open(Arguments.positional(words, 0), host), prices);
        host.out().print(words.hasMatchedOption(JSON) ? StatusJson.of(report) : StatusText.of(report));
        return ExitCode.OK;
    }

    private static @Nullable Path prices(ParseResult words, Host host) {
        String given = Arguments.find(words, PRICES);
        if (given == null) {
            return null;
        }
        try {
            OptionSet options = OptionSet.parse(Map.of("prices", given), Map.of(), Map.of(), Scope.READ);
            return options.find(ReadOptions.PRICES)
                    .map(host.directory()::resolve)
                    .orElse(null);
        } catch (UserException e) {
            throw Arguments.wrong(words, e.getMessage());
        }
    }
}
