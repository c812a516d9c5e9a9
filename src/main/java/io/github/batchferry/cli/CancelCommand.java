package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Ends a job's purchases and follows its open batches to their end. */
final class CancelCommand implements Command {
    private final CommandSpec spec = Waiting.options(Arguments.withToken(Arguments.ofJob(
            "cancel",
            "Cancels a job: nothing is bought any more, open batches are cancelled at the provider (which takes it up"
                    + " to 10 minutes), and what they had finished is collected, since it is paid. 'resume' lets the"
                    + " job go on.")));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) {
        try (JobSession session = JobAccess.session(words, host, Waiting.of(words))) {
            boolean first = session.cancel().ask("cancel");
            host.err()
                    .println(
                            first
                                    ? "Nothing is bought any more. Cancelling what is open."
                                    : "The job is cancelled already.");
            return Waiting.until(session, host);
        }
    }
}
