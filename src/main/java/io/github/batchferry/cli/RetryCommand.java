package io.github.batchferry.cli;

import io.github.batchferry.connect.JobSession;
import io.github.batchferry.job.Retry;
import io.github.batchferry.result.answer.RowStatus;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Frees requests without an answer to be bought once more. */
final class RetryCommand implements Command {
    private static final String STATUS = "--status";
    private static final String CODE = "--code";
    private static final String EVEN_IF_PAID = "--even-if-paid";
    private static final String DRY_RUN = "--dry-run";
    private static final List<RowStatus> WITHOUT_ANSWER =
            List.of(RowStatus.FAILED, RowStatus.EXPIRED, RowStatus.CANCELLED, RowStatus.MISSING);

    private static final String LISTED =
            WITHOUT_ANSWER.stream().map(RowStatus::word).collect(Collectors.joining(", "));

    private final CommandSpec spec = Arguments.ofJob(
                    "retry",
                    "Lets requests that have no answer be bought once more. Without --status or --code: all that have"
                            + " ended without an answer, except cancelled ones. Needs no key; the next 'await' or"
                            + " 'advance' buys them.")
            .addOption(OptionSpec.builder(STATUS)
                    .paramLabel("STATUS")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .splitRegex(",")
                    .description("Only rows of this status: " + LISTED + ". May be repeated.")
                    .build())
            .addOption(OptionSpec.builder(CODE)
                    .paramLabel("CODE")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .splitRegex(",")
                    .description("Only rows whose error has this code, such as rate_limit_exceeded. May be repeated.")
                    .build())
            .addOption(OptionSpec.builder(EVEN_IF_PAID)
                    .description("Also requests of which nothing proves that they were not paid: their batch ended and"
                            + " has no line for them. They may be paid twice.")
                    .build())
            .addOption(OptionSpec.builder(DRY_RUN)
                    .description("Only say how many there are.")
                    .build());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) throws IOException {
        Retry.PerhapsPaid perhapsPaid =
                words.hasMatchedOption(EVEN_IF_PAID) ? Retry.PerhapsPaid.TAKE : Retry.PerhapsPaid.LEAVE;
        Retry.Wanted wanted = new Retry.Wanted(statuses(words), values(words, CODE), perhapsPaid);
        try (JobSession session = JobAccess.session(words, host)) {
            boolean dry = words.hasMatchedOption(DRY_RUN);
            Retry retry = session.retry();
            Retry.Freed freed = dry ? retry.count(wanted) : retry.free(wanted, "retry");
            tell(freed, dry ? "would be bought again" : "may be bought again", host);
            if (!dry) {
                if (session.job().state().cancelAsked() && freed.requests() > 0) {
                    host.out().println("the job is cancelled: 'resume' lets it go on");
                }
                host.out().print(NextStep.of(session.job()).text());
            }
            return ExitCode.OK;
        }
    }

    private static void tell(Retry.Freed freed, String what, Host host) {
        host.out().println(freed.requests() + " requests " + what);
        freed.byReason().forEach((reason, count) -> host.out().println("  " + count + "  " + reason));
        if (freed.paidTokens() > 0) {
            host.out().printf(Locale.ROOT, "their lines tell %,d tokens that were paid%n", freed.paidTokens());
        }
        if (freed.perhapsPaid() > 0) {
            host.out().println(freed.perhapsPaid() + " of them were perhaps paid");
        }
        if (freed.left() > 0) {
            host.out()
                    .println(freed.left() + " more have no line and were perhaps paid: they are left, " + EVEN_IF_PAID
                            + " takes them");
        }
    }

    private static Set<RowStatus> statuses(ParseResult words) {
        Set<RowStatus> statuses = EnumSet.noneOf(RowStatus.class);
        for (String word : values(words, STATUS)) {
            statuses.add(RowStatus.of(word)
                    .filter(WITHOUT_ANSWER::contains)
                    .orElseThrow(() -> Arguments.wrong(
                            words, "'" + word + "' is no status of a row without an answer: " + LISTED)));
        }
        return statuses;
    }

    private static Set<String> values(ParseResult words, String option) {
        List<String> values = words.matchedOptionValue(option, List.of());
        return values.stream().map(String::strip).collect(Collectors.toSet());
    }
}
