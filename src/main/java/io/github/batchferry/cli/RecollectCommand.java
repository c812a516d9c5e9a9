package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import io.github.batchferry.job.collect.Recollect;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Looks at ended batches again whose results were not complete. */
final class RecollectCommand implements Command {
    private final CommandSpec spec = Arguments.withToken(Arguments.ofJob(
                    "recollect",
                    "Looks once more at batches whose results were not complete, also where they were given up, as long"
                            + " as the provider has their files. Buys nothing; an answer that was there stays."))
            .addPositional(PositionalParamSpec.builder()
                    .index("1")
                    .arity("0..1")
                    .paramLabel("BATCH")
                    .type(String.class)
                    .description("The number of one batch, as 'status' shows it. Default: each that may gain by it.")
                    .build());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) throws IOException {
        try (JobSession session = JobAccess.session(words, host)) {
            Recollect recollect = session.recollect();
            Recollect.Found found = words.hasMatchedPositional(1)
                    ? recollect.recollect(Arguments.batchNumber(words, 1))
                    : recollect.recollect();
            host.out()
                    .println("looked at " + found.batches() + " batches again: " + found.requests()
                            + " more requests are accounted for");
            host.out().print(NextStep.of(session.job()).text());
            return ExitCode.OK;
        }
    }
}
