package io.github.batchferry.it;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** {@code steps:/path}: local files, where creating, closing and listing are steps, each with one before and one after it. */
public final class SteppingFileSystem extends RawLocalFileSystem {
    /** The conf that says where the steps are heard. */
    static final String PORT = "fs.steps.port";

    static final String IMPLEMENTATION = "fs.steps.impl";

    @Override
    public URI getUri() {
        return URI.create("steps:///");
    }

    @Override
    public String getScheme() {
        return "steps";
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        reach("create", file);
        FSDataOutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
        reach("created", file);
        return new FSDataOutputStream(out, null) {
            @Override
            public void close() throws IOException {
                reach("close", file);
                super.close();
                reach("closed", file);
            }
        };
    }

    @Override
    public FileStatus[] listStatus(Path directory) throws IOException {
        reach("list", directory);
        return super.listStatus(directory);
    }

    private void reach(String what, Path file) throws IOException {
        String name = file.getName();
        try {
            new TaskSteps(getConf().getInt(PORT, 0)).reach(what + " " + name.substring(name.lastIndexOf('.') + 1));
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
