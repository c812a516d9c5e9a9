package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.JobProgress;
import io.github.batchferry.ledger.Job;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Carries a job on until all that can move has ended: what several commands do. */
final class Waiting {
    private static final String TIMEOUT = "--timeout";
    private static final String POLL_INTERVAL = "--poll-interval";

    private Waiting() {}

    static CommandSpec options(CommandSpec spec) {
        return spec.addOption(duration(TIMEOUT, "26h", "The longest wait; exit code 3 where the job still runs then."))
                .addOption(duration(POLL_INTERVAL, "30s", "The pause between two looks at the server."));
    }

    /** As options of a read. */
    static Map<String, String> of(ParseResult words) {
        return Map.of("waitTimeout", value(words, TIMEOUT), "pollInterval", value(words, POLL_INTERVAL));
    }

    /** @return the exit code */
    static int until(JobSession session, Host host) {
        Job job = session.job();
        Await.End end = session.await(
                new JobProgress(job.store().location(), host.err(), host.time().clock(), host.terminal()));
        if (end == Await.End.TIMED_OUT) {
            host.err().println("The time is over and the job has not ended. It goes on at the server.");
        }
        host.out().print(NextStep.of(job).text());
        return end == Await.End.ENDED ? ExitCode.of(job.state()) : ExitCode.RUNNING;
    }

    private static OptionSpec duration(String name, String standard, String help) {
        return Arguments.value(name, "TIME")
                .defaultValue(standard)
                .description(help + " Such as 90s, 15m, 2h. Default: " + standard + ".")
                .build();
    }

    private static String value(ParseResult words, String name) {
        return Objects.requireNonNull(words.commandSpec().findOption(name).getValue(), "has a default");
    }
}
