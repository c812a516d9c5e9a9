package io.github.batchferry.store;

import io.github.batchferry.UserException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Secrets out of Hadoop's credential providers, and out of nothing else. */
public final class HadoopCredentials {
    private static final String PROVIDERS = "hadoop.security.credential.provider.path";

    private HadoopCredentials() {}

    /**
     * What a provider holds under this alias; null where there is none.
     *
     * @throws UserException where the providers cannot be read, or where the value stands in the configuration itself:
     *     Spark shows that in its UI and event log, whatever the clear-text fallback of Hadoop says
     */
    public static @Nullable String find(String alias, Configuration configuration) {
        char @Nullable [] found;
        try {
            found = configuration.getPasswordFromCredentialProviders(alias);
        } catch (IOException | RuntimeException e) {
            throw new UserException(
                    "No API token: the Hadoop credential providers of " + PROVIDERS + "="
                            + configuration.getRaw(PROVIDERS) + " cannot be asked for " + alias + ": " + e.getMessage()
                            + ". Check the path, who may read it, and the keystore's password (HADOOP_CREDSTORE_PASSWORD)",
                    e);
        }
        if (found != null) {
            return new String(found);
        }
        if (configuration.getRaw(alias) != null) {
            throw new UserException("The token of apiTokenRef hadoop:" + alias + " stands in the Hadoop configuration"
                    + " itself, which Spark shows in its UI and event log. Take it out of there and renew it, then put the"
                    + " new one into a credential provider (hadoop credential create " + alias + " -provider jceks://…)"
                    + " and name that by spark.hadoop." + PROVIDERS);
        }
        return null;
    }
}
