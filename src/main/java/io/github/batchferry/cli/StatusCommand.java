package io.github.batchferry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Where a job stands, from its directory alone. */
final class StatusCommand implements Command {
    private static final String JSON = "--json";

    private final CommandSpec spec = Arguments.ofJob(
                    "status",
                    "Shows where a job stands: its writes, batches and rows, and what to do next. Reads the job"
                            + " directory only and calls no server; needs no token. Exit code 0 whatever the job's"
                            + " state, which --json names.")
            .addOption(OptionSpec.builder(JSON)
                    .description("As one JSON object, for programs.")
                    .build());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        JobReport report = JobReport.of(JobAccess.open(Arguments.positional(words, 0), host));
        host.out().print(words.hasMatchedOption(JSON) ? StatusJson.of(report) : StatusText.of(report));
        return ExitCode.OK;
    }
}
