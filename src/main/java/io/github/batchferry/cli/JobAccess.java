package io.github.batchferry.cli;

import io.github.batchferry.UserException;
import io.github.batchferry.connect.Rehearsed;
import io.github.batchferry.connect.Server;
import io.github.batchferry.job.Advance;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.secret.TokenRef;
import io.github.batchferry.secret.TokenSources;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import io.github.batchferry.store.SubmittedStores;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The job that a command names, and the way to its server. */
final class JobAccess {
    private final Job job;
    private final Host host;
    private final OptionSet options;

    private JobAccess(Job job, Host host, OptionSet options) {
        this.job = job;
        this.host = host;
        this.options = options;
    }

    /** @throws UserException where there is no job at that place */
    static JobAccess of(ParseResult words, Host host) {
        return of(words, host, Map.of());
    }

    /** @param given more options of a read, by their names */
    static JobAccess of(ParseResult words, Host host, Map<String, String> given) {
        Map<String, String> options = new HashMap<>(given);
        @Nullable
        String tokenRef = words.commandSpec().findOption(Arguments.TOKEN_REF) == null
                ? null
                : Arguments.find(words, Arguments.TOKEN_REF);
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
        ConnectionTerms sealed = job.state().writes().iterator().next().connection();
        String location = job.store().location();
        Rehearsed.requireSameServer(sealed, checked, location);
        Rehearsed.notice(sealed, location).ifPresent(host.err()::println);
        return new JobAccess(job, host, checked);
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

    Job job() {
        return job;
    }

    OptionSet options() {
        return options;
    }

    String location() {
        return job.store().location();
    }

    /** Opens the line to the job's server; makes no call. */
    Server server() {
        ConnectionTerms sealed = job.state().writes().iterator().next().connection();
        TokenSources sources = host.hadoopIsThere()
                ? TokenSources.of(host.environment(), SubmittedStores::credential)
                : TokenSources.of(host.environment());
        ConnectionTerms terms = Server.terms(sealed, options, location());
        String usual = terms.provider().usualToken();
        if (needsSpark(terms) && usual != null) {
            host.err()
                    .println("The job names its token by " + terms.tokenRef() + ", which needs Spark: taking " + usual);
            OptionSet given = OptionSet.parse(Map.of("apiTokenRef", usual), Map.of(), Map.of(), Scope.READ);
            terms = Server.terms(sealed, given, location());
        }
        return Server.open(terms, Optional.empty(), sources, location());
    }

    Advance advance(Server server) {
        return new Advance(job, server.api(), host.err()::println, host.time());
    }

    private static boolean needsSpark(ConnectionTerms terms) {
        return TokenRef.of(terms.tokenRef()).scheme() == TokenRef.Scheme.CONF;
    }
}
