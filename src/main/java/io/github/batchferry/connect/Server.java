package io.github.batchferry.connect;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.emulator.EmbeddedEmulator;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.ConnectionOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import io.github.batchferry.secret.TokenRef;
import io.github.batchferry.secret.TokenSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open line to the server of a job. Where {@code baseUrl} is {@code emulator}, that server runs in this process. */
public final class Server implements AutoCloseable {
    private static final String EMULATOR = "emulator";

    private final BatchApi api;
    private final @Nullable EmbeddedEmulator emulator;

    private Server(BatchApi api, @Nullable EmbeddedEmulator emulator) {
        this.api = api;
        this.emulator = emulator;
    }

    /** What a new job seals of its connection. */
    public static ConnectionTerms terms(OptionSet options) {
        BaseUrl baseUrl = options.value(ConnectionOptions.BASE_URL);
        return new ConnectionTerms(
                provider(options, baseUrl),
                baseUrl.text(),
                options.value(ConnectionOptions.API_TOKEN_REF).toString(),
                authHeader(options, options.value(ConnectionOptions.AUTH_HEADER)),
                options.find(ConnectionOptions.ORGANIZATION).orElse(null),
                options.find(ConnectionOptions.PROJECT).orElse(null),
                options.find(ConnectionOptions.API_VERSION).orElse(null),
                options.family(ConnectionOptions.HEADER),
                options.value(ConnectionOptions.CONNECT_TIMEOUT).toMillis(),
                options.value(ConnectionOptions.READ_TIMEOUT).toMillis(),
                options.value(ConnectionOptions.MAX_RETRIES));
    }

    /** The built-in server speaks like OpenAI, whoever is rehearsed. */
    private static Provider provider(OptionSet options, BaseUrl baseUrl) {
        return options.find(ConnectionOptions.PROVIDER)
                .filter(named -> !baseUrl.emulator())
                .orElseGet(() -> Provider.at(baseUrl));
    }

    /** What a command prints is a token that ends, which goes as a bearer's. */
    private static String authHeader(OptionSet given, String otherwise) {
        if (given.explicit(ConnectionOptions.AUTH_HEADER)) {
            return given.value(ConnectionOptions.AUTH_HEADER);
        }
        return given.explicit(ConnectionOptions.API_TOKEN_REF)
                        && given.value(ConnectionOptions.API_TOKEN_REF).scheme() == TokenRef.Scheme.COMMAND
                ? "bearer"
                : otherwise;
    }

    /** The header of a command's token is not that of the one which is given in its place. */
    private static String sealedHeader(ConnectionTerms sealed, OptionSet given) {
        boolean replaced =
                given.explicit(ConnectionOptions.API_TOKEN_REF) || given.explicit(ConnectionOptions.API_TOKEN);
        return replaced && TokenRef.of(sealed.tokenRef()).scheme() == TokenRef.Scheme.COMMAND
                ? sealed.provider().authHeader()
                : sealed.authHeader();
    }

    /** The sealed terms, with what was given anew; for a job without a write, what the first one seals. */
    static ConnectionTerms terms(Job job, OptionSet given) {
        if (!job.state().exists()) {
            return terms(given);
        }
        Rehearsed.requireSameServer(job, given);
        return terms(sealed(job), given, job.store().location());
    }

    /** Those of the first write hold for all. */
    static ConnectionTerms sealed(Job job) {
        return job.state().writes().iterator().next().connection();
    }

    private static ConnectionTerms terms(ConnectionTerms sealed, OptionSet given, String job) {
        if (given.explicit(ConnectionOptions.PROVIDER) && !Rehearsed.is(sealed)) {
            same(
                    "provider",
                    sealed.provider().name(),
                    given.value(ConnectionOptions.PROVIDER).name(),
                    job);
        }
        if (given.explicit(ConnectionOptions.BASE_URL) && !Rehearsed.is(sealed)) {
            same(
                    "baseUrl",
                    sealed.baseUrl(),
                    given.value(ConnectionOptions.BASE_URL).text(),
                    job);
        }
        if (given.explicit(ConnectionOptions.PROJECT) && !Rehearsed.is(sealed)) {
            same("project", sealed.project(), given.value(ConnectionOptions.PROJECT), job);
        }
        if (given.explicit(ConnectionOptions.ORGANIZATION) && !Rehearsed.is(sealed)) {
            same("organization", sealed.organization(), given.value(ConnectionOptions.ORGANIZATION), job);
        }
        return new ConnectionTerms(
                sealed.provider(),
                sealed.baseUrl(),
                given.explicit(ConnectionOptions.API_TOKEN_REF)
                        ? given.value(ConnectionOptions.API_TOKEN_REF).toString()
                        : sealed.tokenRef(),
                authHeader(given, sealedHeader(sealed, given)),
                sealed.organization(),
                sealed.project(),
                sealed.apiVersion(),
                sealed.headers(),
                given.explicit(ConnectionOptions.CONNECT_TIMEOUT)
                        ? given.value(ConnectionOptions.CONNECT_TIMEOUT).toMillis()
                        : sealed.connectTimeoutMillis(),
                given.explicit(ConnectionOptions.READ_TIMEOUT)
                        ? given.value(ConnectionOptions.READ_TIMEOUT).toMillis()
                        : sealed.readTimeoutMillis(),
                given.explicit(ConnectionOptions.MAX_RETRIES)
                        ? given.value(ConnectionOptions.MAX_RETRIES)
                        : sealed.maxRetries());
    }

    /**
     * Opens the line; makes no call.
     *
     * @param given may hold a token that no reference names
     * @param jobLocation where the job directory is; the emulator keeps its state below it
     * @throws UserException where there is no token
     */
    static Server open(
            ConnectionTerms terms, Optional<Secret> given, TokenSources sources, String jobLocation, Clock clock) {
        if (terms.baseUrl().equals(EMULATOR)) {
            EmbeddedEmulator emulator = Emulator.embedded(emulatorDirectory(jobLocation));
            return new Server(
                    new OkHttpBatchApi(connection(terms, emulator.url(), () -> new Secret(EMULATOR))), emulator);
        }
        Supplier<Secret> token = given.<Supplier<Secret>>map(secret -> () -> secret)
                .orElseGet(() -> TokenRef.of(terms.tokenRef()).supplier(sources, clock));
        requirePresent(token.get());
        return new Server(new OkHttpBatchApi(connection(terms, terms.baseUrl(), token)), null);
    }

    BatchApi api() {
        return api;
    }

    @Override
    public void close() {
        api.close();
        if (emulator != null) {
            emulator.close();
        }
    }

    private static Connection connection(ConnectionTerms terms, String url, Supplier<Secret> token) {
        return new Connection(
                terms.provider(),
                BaseUrl.of(url),
                token,
                terms.authHeader(),
                terms.organization(),
                terms.project(),
                terms.apiVersion(),
                terms.headers(),
                Duration.ofMillis(terms.connectTimeoutMillis()),
                Duration.ofMillis(terms.readTimeoutMillis()),
                terms.maxRetries());
    }

    private static Path emulatorDirectory(String jobLocation) {
        if (jobLocation.startsWith("/")) {
            return Path.of(jobLocation, "emulator");
        }
        String scheme = jobLocation.substring(0, Math.max(0, jobLocation.indexOf(':')));
        if (!"file".equals(scheme.toLowerCase(Locale.ROOT))) {
            throw new UserException(
                    "baseUrl=emulator keeps its state below the job directory, which must be on the local"
                            + " file system: " + jobLocation
                            + ". Start the emulator as a server of its own and give its URL");
        }
        return Path.of(URI.create(jobLocation)).resolve("emulator");
    }

    /** Looked up once on the way, so that a missing token is told before anything else happens. */
    private static void requirePresent(Secret token) {
        Objects.requireNonNull(token, "token");
    }

    private static void same(String option, @Nullable String sealed, String given, String job) {
        if (!Objects.equals(sealed, given)) {
            String owner = sealed == null ? "no " + option : option + " '" + sealed + "'";
            throw new UserException("job " + job + " belongs to " + owner + ", but '" + given
                    + "' was given. Its batches live there: leave the option out, or use another job directory");
        }
    }
}
