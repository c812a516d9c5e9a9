package io.github.batchferry.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A store of any scheme that publishes at close, as object stores do, and may fail there. */
final class FaultyFileSystem extends FilterFileSystem {
    private final String scheme;
    private final Set<String> capabilities;
    private final Close close;

    /** What happens when a file is closed. */
    interface Close {
        void close(FileSystem files, Path file, byte[] content) throws IOException;
    }

    FaultyFileSystem(String scheme, Set<String> capabilities, Close close) throws IOException {
        super(new RawLocalFileSystem());
        this.scheme = scheme;
        this.capabilities = capabilities;
        this.close = close;
        fs.initialize(URI.create("file:///"), new Configuration(false));
    }

    static void put(FileSystem files, Path file, byte[] content) throws IOException {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.write(content);
        }
    }

    @Override
    public URI getUri() {
        return URI.create(scheme + "://bucket");
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) {
        return capabilities.contains(capability);
    }

    @Override
    protected void checkPath(Path path) {}

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        if (!overwrite && fs.exists(file)) {
            throw new org.apache.hadoop.fs.FileAlreadyExistsException(file.toString());
        }
        return stream(file);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public FSDataOutputStreamBuilder createFile(Path file) {
        return new Builder(this, file);
    }

    private FSDataOutputStream stream(Path file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                close.close(fs, file, toByteArray());
            }
        };
        return new FSDataOutputStream(content, null);
    }

    private final class Builder extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
        Builder(FileSystem files, Path file) {
            super(files, file);
        }

        @Override
        public Builder getThisBuilder() {
            return this;
        }

        @Override
        public FSDataOutputStream build() throws IOException {
            rejectUnknownMandatoryKeys(capabilities, "for " + getPath());
            if (!getMandatoryKeys().contains(HadoopCreate.CONDITION)) {
                throw new IllegalArgumentException("The condition is missing");
            }
            return stream(getPath());
        }
    }
}
