package io.github.batchferry.secret;

import io.github.batchferry.UserException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host offers to look a token up in. Asked at every resolution, so a renewed value is seen. */
public interface TokenSources {
    /** The value of an environment variable of the driver, null where it is not set. */
    @Nullable
    String environment(String name);

    /** Whether this host has a configuration. */
    default boolean hasConf() {
        return true;
    }

    /**
     * The value of a key of the host's configuration, null where it is not set.
     *
     * @throws UserException where this host has no configuration
     */
    @Nullable
    String conf(String key);

    /**
     * What the Hadoop credential providers hold under an alias, null where none holds it.
     *
     * @throws UserException where this host has no Hadoop or it cannot tell, or where the value stands in the open
     */
    @Nullable
    String hadoop(String alias);

    /**
     * What a command prints that is run here and now, without a shell.
     *
     * @throws UserException where it fails or does not end within a minute
     */
    default String command(List<String> words) {
        return new TokenCommand(Duration.ofMinutes(1)).output(words);
    }

    /** Looks an alias up in Hadoop's credential providers. */
    interface Credentials {
        @Nullable
        String find(String alias);
    }

    /** For a host with neither a configuration nor Hadoop. */
    static TokenSources of(Map<String, String> environment) {
        return of(environment, alias -> {
            throw new UserException("apiTokenRef 'hadoop:" + alias + "' needs Hadoop, which is not here: call the same"
                    + " through spark-submit --class io.github.batchferry.cli.Main, or use env:NAME or file:/path");
        });
    }

    /** For a host without a configuration. */
    static TokenSources of(Map<String, String> environment, Credentials credentials) {
        Map<String, String> variables = Map.copyOf(environment);
        return new TokenSources() {
            @Override
            public @Nullable String environment(String name) {
                return variables.get(name);
            }

            @Override
            public boolean hasConf() {
                return false;
            }

            @Override
            public @Nullable String conf(String key) {
                throw new UserException("apiTokenRef 'conf:" + key
                        + "' needs a Spark session, and there is none here: use env:NAME or file:/path");
            }

            @Override
            public @Nullable String hadoop(String alias) {
                return credentials.find(alias);
            }
        };
    }
}
