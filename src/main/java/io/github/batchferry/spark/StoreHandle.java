package io.github.batchferry.spark;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.HadoopStore;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** A job directory that can be sent to executors. */
public final class StoreHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String location;
    private final SerializableConfiguration configuration;

    public StoreHandle(String location, Configuration configuration) {
        this.location = location;
        this.configuration = new SerializableConfiguration(configuration);
    }

    public JobStore open() {
        try {
            return HadoopStore.open(location, configuration.value());
        } catch (IOException e) {
            throw new ExternalException(
                    "cannot open the job directory " + location + ": " + StoreWords.of(e),
                    0,
                    "store_failed",
                    null,
                    true,
                    e);
        }
    }
}
