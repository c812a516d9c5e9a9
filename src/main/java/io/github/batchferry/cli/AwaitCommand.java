package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Step by step until all that can move has ended. */
final class AwaitCommand implements Command {
    private final CommandSpec spec = Waiting.options(Arguments.withToken(Arguments.ofJob(
            "await",
            "Carries a job on until it has ended. Safe to end and to call again at any time; several at once do no"
                    + " harm.")));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        try (JobSession session = JobAccess.session(words, host, Waiting.of(words))) {
            return Waiting.until(session, host);
        }
    }
}
