package io.github.batchferry.connect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.AdvanceResult;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.Cancel;
import io.github.batchferry.job.Resolve;
import io.github.batchferry.job.Retry;
import io.github.batchferry.job.collect.Recollect;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.option.ConnectionOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.ReadOptions;
import io.github.batchferry.secret.TokenSources;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job, the line to its server, and the verbs of both. The line opens with the first verb that calls the server, so that
 * the others need no token. Whoever opens a session closes it, and with it the line. Not thread-safe.
 */
public final class JobSession implements AutoCloseable {
    private final Job job;
    private final ConnectionTerms terms;
    private final OptionSet given;
    private final TokenSources tokens;
    private final Notices notices;
    private final Time time;
    private @Nullable Server server;
    private @Nullable Advance advance;

    private JobSession(
            Job job, ConnectionTerms terms, OptionSet given, TokenSources tokens, Notices notices, Time time) {
        this.job = job;
        this.terms = terms;
        this.given = given;
        this.tokens = tokens;
        this.notices = notices;
        this.time = time;
    }

    /**
     * Makes no call, asks for no token and changes nothing.
     *
     * @param job may have no sealed write yet: then its server is the given one
     * @throws UserException where another server or project was given than the one that holds the job's batches
     */
    public static JobSession open(Job job, OptionSet given, TokenSources tokens, Notices notices, Time time) {
        return new JobSession(job, Server.terms(job, given), given, tokens, notices, time);
    }

    public Job job() {
        return job;
    }

    /** The sealed terms, with what was given anew; for a job without a write, what the first one seals. */
    public ConnectionTerms terms() {
        return terms;
    }

    /**
     * Opens the line now instead of with the first call. Makes no call.
     *
     * @throws UserException where there is no token
     */
    public void connect() {
        server();
    }

    /**
     * Proves server and key before rows are staged, and warns of a model that the job cannot count on.
     *
     * @throws ExternalException where server or key cannot be used
     */
    public void prove(WriteDraft draft) {
        String model = draft.request().model();
        new ServerProof(server().api()).require(model);
        if (model != null) {
            new ModelCheck(server().api(), time.clock())
                    .warning(model, terms, draft.purchase().completionWindow(), draft.limits())
                    .ifPresent(notices::warn);
        }
    }

    /** As {@link Advance#advance}. */
    public AdvanceResult advance() {
        return driver().advance();
    }

    /** As {@link Advance#collect}. */
    public AdvanceResult collect() {
        return driver().collect();
    }

    /** As {@link Await#await}, as often and as long as the options of a read say. */
    public Await.End await(Consumer<AdvanceResult> progress) {
        return new Await(driver(), given.value(ReadOptions.POLL_INTERVAL), given.value(ReadOptions.WAIT_TIMEOUT), time)
                .await(progress);
    }

    /** Calls no server. */
    public Cancel cancel() {
        return new Cancel(job);
    }

    /** Calls no server. */
    public Retry retry() {
        return new Retry(job);
    }

    public Resolve resolve() {
        return new Resolve(job, server().api(), notices, time.pause());
    }

    public Recollect recollect() {
        return new Recollect(job, server().api(), notices, time);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** One for the whole session, since it knows what it has seen and said. Limits that were given anew hold from here on. */
    private Advance driver() {
        if (advance == null) {
            Server open = server();
            Limits.record(job, given);
            advance = new Advance(job, open.api(), notices, time);
        }
        return advance;
    }

    private Server server() {
        if (server == null) {
            SealedCommand.requireGiven(terms, given);
            server = Server.open(
                    UsualToken.where(terms, tokens, notices),
                    given.find(ConnectionOptions.API_TOKEN),
                    tokens,
                    job.store().location(),
                    time.clock());
        }
        return server;
    }
}
