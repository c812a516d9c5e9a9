package io.github.batchferry.spark;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.HadoopStore;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoreWords;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
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

    /** What is right in the directory, files and directories; empty where there is none. */
    public List<String> names() throws IOException {
        Path path = new Path(location);
        List<String> names = new ArrayList<>();
        try {
            RemoteIterator<FileStatus> entries =
                    path.getFileSystem(configuration.value()).listStatusIterator(path);
            while (entries.hasNext()) {
                names.add(entries.next().getPath().getName());
            }
            return names;
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    public JobStore open() {
        try {
            return HadoopStore.open(location, configuration.value());
        } catch (IOException e) {
            throw ExternalException.storeFailed(
                    "cannot open the job directory " + location + ": " + StoreWords.of(e), e);
        }
    }
}
