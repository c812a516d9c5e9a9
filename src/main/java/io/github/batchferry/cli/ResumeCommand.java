package io.github.batchferry.cli;

import io.github.batchferry.connect.Server;
import io.github.batchferry.job.AdvanceResult;
import io.github.batchferry.job.Cancel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Lets a cancelled job go on. */
final class ResumeCommand implements Command {
    private final CommandSpec spec = Arguments.withToken(Arguments.ofJob(
            "resume",
            "Lets a cancelled job go on: buys what has no answer, each request at most once more. Does not wait."));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        JobAccess access = JobAccess.of(words, host);
        try (Server server = access.server()) {
            new Cancel(access.job()).resume("resume");
            AdvanceResult advanced = access.advance(server).advance();
            host.out().println(advanced.summary());
        }
        host.out().print(NextStep.of(access.job()).text());
        return ExitCode.of(access.job().state());
    }
}
