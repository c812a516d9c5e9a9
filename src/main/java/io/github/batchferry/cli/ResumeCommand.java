package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Lets a cancelled job go on, and buys a dry run. */
final class ResumeCommand implements Command {
    private final CommandSpec spec = Arguments.withToken(Arguments.ofJob(
            "resume",
            "Lets a cancelled job go on: buys what has no answer, each request at most once more. Buys a dry run, which is"
                    + " staged already. Does not wait."));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        try (JobSession session = JobAccess.session(words, host)) {
            session.connect();
            session.cancel().resume("resume");
            host.out().println(session.advance().summary());
            host.out().print(NextStep.of(session.job()).text());
            return ExitCode.of(session.job().state());
        }
    }
}
