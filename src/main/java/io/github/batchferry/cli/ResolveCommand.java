package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import io.github.batchferry.job.Resolve;
import io.github.batchferry.ledger.BatchName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Settles a batch that is held in doubt by the word of a person who has looked. */
final class ResolveCommand implements Command {
    private static final String BOUGHT = "--bought";

    private final CommandSpec spec = Arguments.withToken(Arguments.ofJob(
                    "resolve",
                    "Settles a batch of which nobody can tell whether it was bought. Look at the provider's list of"
                            + " batches first; 'status' names the input file to look for."))
            .addPositional(PositionalParamSpec.builder()
                    .index("1")
                    .paramLabel("BATCH")
                    .type(String.class)
                    .required(true)
                    .description("The number of the batch within the job, as 'status' shows it.")
                    .build())
            .addArgGroup(ArgGroupSpec.builder()
                    .exclusive(true)
                    .multiplicity("1")
                    .addArg(Arguments.value(BOUGHT, "ID")
                            .description("It was bought, and this is its id at the provider.")
                            .build())
                    .addArg(OptionSpec.builder("--not-bought")
                            .description("It was not. Its input file is deleted first, so that a late request fails"
                                    + " unpaid; then its requests may be bought again.")
                            .build())
                    .build());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        int number = Arguments.batchNumber(words, 1);
        try (JobSession session = JobAccess.session(words, host)) {
            Resolve resolve = session.resolve();
            @Nullable String id = Arguments.find(words, BOUGHT);
            if (id != null) {
                resolve.bought(number, id);
                host.out().println(BatchName.of(number) + " is " + id + " from now on");
            } else if (resolve.notBought(number)) {
                host.out().println(BatchName.of(number) + " is given up; the next advance buys its requests anew");
            } else {
                host.out()
                        .println(BatchName.of(number) + " turned up at the provider after all and is adopted as "
                                + session.job()
                                        .state()
                                        .batch(number)
                                        .orElseThrow()
                                        .batchId());
            }
            host.out().print(NextStep.of(session.job()).text());
            return ExitCode.OK;
        }
    }
}
