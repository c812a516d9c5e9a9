package io.github.batchferry.connect;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.ConnectionOptions;
import io.github.batchferry.option.Option;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.provider.BaseUrl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Jobs that were made with the built-in server. Their answers are made up and must never pass for real ones. */
public final class Rehearsed {
    /** A read that is given one of these has a real server in mind. */
    private static final List<Option<?>> OF_A_REAL_SERVER = List.of(
            ConnectionOptions.PROVIDER,
            ConnectionOptions.BASE_URL,
            ConnectionOptions.API_TOKEN,
            ConnectionOptions.API_TOKEN_REF,
            ConnectionOptions.ORGANIZATION,
            ConnectionOptions.PROJECT,
            ConnectionOptions.API_VERSION,
            ConnectionOptions.AUTH_HEADER,
            ConnectionOptions.HEADER);

    private Rehearsed() {}

    static boolean is(ConnectionTerms sealed) {
        return BaseUrl.of(sealed.baseUrl()).emulator();
    }

    /** What whoever looks at the answers of a rehearsal has to know. */
    public static Optional<String> notice(Job job) {
        return is(Server.sealed(job))
                ? Optional.of("WARNING: job " + job.store().location()
                        + " was made with the emulator, so its answers are made up. Write the"
                        + " rows to another job directory without baseUrl=emulator to ask a real server")
                : Optional.empty();
    }

    /**
     * A write means the server of its {@code baseUrl}, given or by default. A read without any option of a connection
     * means the job's own server.
     *
     * @throws UserException where the job is a rehearsal and a real server is meant, or the other way round
     */
    public static void requireSameServer(Job job, OptionSet given) {
        requireSameServer(Server.sealed(job), given, job.store().location());
    }

    private static void requireSameServer(ConnectionTerms sealed, OptionSet given, String job) {
        boolean toEmulator =
                given.find(ConnectionOptions.BASE_URL).map(BaseUrl::emulator).orElse(false);
        if (!is(sealed)) {
            if (toEmulator && given.direct(ConnectionOptions.BASE_URL)) {
                throw new UserException("job " + job + " belongs to baseUrl '" + sealed.baseUrl()
                        + "', but 'emulator' was given. Its batches live there: leave the option out, or use another job"
                        + " directory to rehearse. Nothing was sent");
            }
        } else if (given.scope() == Scope.WRITE) {
            if (!toEmulator) {
                throw new UserException(
                        "job " + job + " was made with the emulator, so its answers are made up, but this"
                                + " write means " + given.value(ConnectionOptions.BASE_URL)
                                + ". Use another job directory to ask that server, or give baseUrl=emulator to go on rehearsing."
                                + " Nothing was sent");
            }
        } else if (!(toEmulator && given.direct(ConnectionOptions.BASE_URL))) {
            List<Option<?>> meant =
                    OF_A_REAL_SERVER.stream().filter(given::direct).toList();
            if (!meant.isEmpty()) {
                throw new UserException(
                        "job " + job + " was made with the emulator, so its answers are made up, but this"
                                + " read means another server: it is given "
                                + meant.stream()
                                        .map(option -> "'" + option.name() + "'")
                                        .collect(Collectors.joining(", "))
                                + ". Leave that out to look at the made-up answers, or write the rows to another job directory"
                                + " to ask that server. Nothing was sent");
            }
        }
    }
}
