package io.github.batchferry.cli;

import io.github.batchferry.UserException;
import io.github.batchferry.connect.JobSession;
import io.github.batchferry.connect.Rehearsed;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.secret.TokenSources;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import io.github.batchferry.store.SubmittedStores;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The job that a command names, and the way to its server. */
final class JobAccess {
    private JobAccess() {}

    /** @throws UserException where there is no job at that place */
    static JobSession session(ParseResult words, Host host) {
        return session(words, host, Map.of());
    }

    /** @param given more options of a read, by their names */
    static JobSession session(ParseResult words, Host host, Map<String, String> given) {
        boolean callsServer = words.commandSpec().findOption(Arguments.TOKEN_REF) != null;
        Map<String, String> options = new HashMap<>(given);
        @Nullable String tokenRef = callsServer ? Arguments.find(words, Arguments.TOKEN_REF) : null;
        if (tokenRef != null) {
            options.put("apiTokenRef", tokenRef);
        }
        OptionSet checked;
        try {
            checked = OptionSet.parse(options, Map.of(), Map.of(), Scope.READ);
        } catch (UserException e) {
            throw Arguments.wrong(words, e.getMessage());
        }
        Job job = open(Arguments.positional(words, 0), host);
        JobSession session = JobSession.open(job, checked, tokens(host), host.err()::println, host.time());
        if (callsServer) {
            Rehearsed.notice(job).ifPresent(host.err()::println);
        }
        return session;
    }

    /** @throws UserException where there is no job at that place */
    static Job open(String location, Host host) {
        Job job = Job.open(store(location, host), host.time().clock());
        if (!job.state().exists()) {
            throw new UserException("there is no job at " + job.store().location() + ": it has no "
                    + (job.state().lastEntry() > 0 ? "sealed write" : "ledger")
                    + ". Give the directory that df.write.format(\"openai-batch\").save(…) was given");
        }
        return job;
    }

    /** A place that is not on this machine needs Hadoop, which is there under {@code spark-submit} only. */
    private static JobStore store(String location, Host host) {
        boolean hasScheme = location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
        if (!hasScheme) {
            return Stores.open(host.directory().resolve(location).toString());
        }
        if (!location.startsWith("file:") && host.hadoopIsThere()) {
            return SubmittedStores.open(location);
        }
        return Stores.open(location);
    }

    private static TokenSources tokens(Host host) {
        return host.hadoopIsThere()
                ? TokenSources.of(host.environment(), SubmittedStores::credential)
                : TokenSources.of(host.environment());
    }
}
