package io.github.batchferry.it;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** {@code failing:/path}: a file system on which closing a file of rows, the end of a task's commit, fails a few times. */
public final class FailingCommits extends RawLocalFileSystem {
    static final AtomicInteger LEFT = new AtomicInteger();

    @Override
    public URI getUri() {
        return URI.create("failing:///");
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        FSDataOutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(out, null) {
            @Override
            public void close() throws IOException {
                super.close();
                if (file.getName().endsWith(".rows") && LEFT.getAndDecrement() > 0) {
                    throw new IOException("the store failed as " + file.getName() + " was closed");
                }
            }
        };
    }
}
