package io.github.batchferry.store;

import io.github.batchferry.UserException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Opens any job directory where {@code spark-submit} has put Hadoop on the class path. */
public final class SubmittedStores {
    private static final String OURS = "spark.hadoop.";

    private SubmittedStores() {}

    /**
     * Opens the store with the site's Hadoop configuration and the {@code spark.hadoop.*} confs of the submission.
     *
     * @throws UserException where Hadoop makes nothing of the location
     */
    public static JobStore open(String location) {
        try {
            return HadoopStore.open(location, configuration());
        } catch (UserException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UserException(
                    "cannot open the job directory " + location + ": " + e.getMessage()
                            + ". Check the path, and that the submission has the file system's jars and confs",
                    e);
        }
    }

    /** As {@link HadoopCredentials#find}, with the same configuration. */
    public static @Nullable String credential(String alias) {
        return HadoopCredentials.find(alias, configuration());
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(OURS))
                .forEach(name -> configuration.set(name.substring(OURS.length()), System.getProperty(name)));
        return configuration;
    }
}
