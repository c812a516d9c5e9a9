package io.github.batchferry.cli;

import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.job.verify.Verified;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Whether a job directory is as it was written. */
final class VerifyCommand implements Command {
    private final CommandSpec spec = Arguments.ofJob(
            "verify",
            "Reads every byte of a job and holds it against the ledger: entries, rows, requests, ids, results and"
                    + " their index. Changes nothing and calls no server; needs no token. Exit code 1 at the first"
                    + " difference, which it names.");

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) throws IOException {
        Verified found = Verification.of(
                JobAccess.open(Arguments.positional(words, 0), host).store());
        host.out()
                .print(String.format(
                        Locale.ROOT,
                        "entries   %,d%nfiles     %,d of %,d bytes%nrows      %,d, %,d of them with a request%n"
                                + "batches   %,d%nanswers   %,d%nverified: nothing differs%n",
                        found.entries(),
                        found.files(),
                        found.bytes(),
                        found.rows(),
                        found.requests(),
                        found.batches(),
                        found.answers()));
        return ExitCode.OK;
    }
}
