package io.github.batchferry.cli;

import io.github.batchferry.connect.Server;
import io.github.batchferry.job.AdvanceResult;
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
        JobAccess access = JobAccess.of(words, host);
        try (Server server = access.server()) {
            AdvanceResult advanced = access.advance(server).advance();
            host.out().println(advanced.summary());
        }
        host.out().print(NextStep.of(access.job()).text());
        return ExitCode.of(access.job().state());
    }
}
