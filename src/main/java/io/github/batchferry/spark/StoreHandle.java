package io.github.batchferry.spark;

import io.github.batchferry.store.HadoopStore;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
            throw new UncheckedIOException("cannot open the job directory " + location + ": " + e.getMessage(), e);
        }
    }
}
