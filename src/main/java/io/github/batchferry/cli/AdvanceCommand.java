package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One step: for schedulers that call again. */
final class AdvanceCommand implements Command {
    private final CommandSpec spec = Arguments.withToken(Arguments.ofJob(
            "advance",
            "Makes the progress that can be made now: collects batches that ended, buys what fits. Does not wait."
                    + " Exit code 3 means that the job still runs: call again."));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        try (JobSession session = JobAccess.session(words, host)) {
            host.out().println(session.advance().summary());
            host.out().print(NextStep.of(session.job()).text());
            return ExitCode.of(session.job().state());
        }
    }
}
