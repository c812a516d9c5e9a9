package io.github.batchferry.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** Job directories below a local one, on file systems of any scheme that excludes others, with faults on their way. */
public final class FaultyStores {
    private static final Map<String, Faults> FAULTS = new ConcurrentHashMap<>();
    private static final AtomicInteger OPENED = new AtomicInteger();

    private FaultyStores() {}

    /**
     * Opens a job directory of its own file system, so that only this store meets the faults.
     *
     * @param scheme {@code abfs}, which creates by rename, or {@code s3a} or {@code gs}, which publish at close
     */
    public static JobStore open(String scheme, Path directory, Faults faults) {
        String authority = "faulty" + OPENED.incrementAndGet();
        FAULTS.put(authority, faults);
        Configuration configuration = new Configuration(false);
        configuration.setClass("fs." + scheme + ".impl", InjectedFileSystem.class, Object.class);
        configuration.setBoolean("fs." + scheme + ".impl.disable.cache", true);
        configuration.setClass("fs.AbstractFileSystem." + scheme + ".impl", InjectedFileContext.class, Object.class);
        try {
            return HadoopStore.open(scheme + "://" + authority + directory, configuration);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a listing gives where nothing has come into sight yet. */
    public static Object emptyListing() {
        return new RemoteIterator<FileStatus>() {
            @Override
            public boolean hasNext() {
                return false;
            }

            @Override
            public FileStatus next() {
                throw new NoSuchElementException();
            }
        };
    }

    static Faults of(String authority) {
        return FAULTS.getOrDefault(authority, Faults.NONE);
    }
}
