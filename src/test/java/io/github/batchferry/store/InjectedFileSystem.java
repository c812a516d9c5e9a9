package io.github.batchferry.store;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk as a store of any scheme, each call through {@link Faults}. Among the drivers of this process a create
 * or a rename that overwrites nothing has one winner, which Hadoop's own local file system does not give.
 */
public final class InjectedFileSystem extends FilterFileSystem {
    private static final Object ONE_AT_A_TIME = new Object();

    private URI uri = URI.create("file:///");
    private Faults faults = Faults.NONE;

    public InjectedFileSystem() {
        super(new RawLocalFileSystem());
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        uri = URI.create(name.getScheme() + "://" + name.getAuthority());
        faults = FaultyStores.of(name.getAuthority());
        fs.initialize(URI.create("file:///"), configuration);
        setConf(configuration);
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    protected int getDefaultPort() {
        return 443;
    }

    @Override
    public String getScheme() {
        return uri.getScheme();
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) {
        return publishesAtClose() && capability.equals(HadoopCreate.CONDITION);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return (FSDataInputStream) faults.at("open", file, () -> fs.open(local(file), bufferSize));
    }

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
        return (FSDataOutputStream) faults.at("create", file, () -> stream(file, overwrite));
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public FSDataOutputStreamBuilder createFile(Path file) {
        return new Conditional(this, file);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        rename(from, to, false);
        return true;
    }

    void rename(Path from, Path to, boolean overwrite) throws IOException {
        faults.at("rename", to, () -> {
            synchronized (ONE_AT_A_TIME) {
                refuseTaken(to, overwrite);
                return fs.rename(local(from), local(to));
            }
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return (boolean) faults.at("delete", path, () -> fs.delete(local(path), recursive));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return (FileStatus) faults.at("status", path, () -> fs.getFileStatus(local(path)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public RemoteIterator<FileStatus> listStatusIterator(Path path) throws IOException {
        return (RemoteIterator<FileStatus>) faults.at("list", path, () -> fs.listStatusIterator(local(path)));
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return (boolean) faults.at("mkdirs", path, () -> Files.isDirectory(Files.createDirectories(file(path))));
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return mkdirs(path, FsPermission.getDirDefault());
    }

    @Override
    public Path makeQualified(Path path) {
        return path.makeQualified(uri, new Path("/"));
    }

    @Override
    protected void checkPath(Path path) {}

    private boolean publishesAtClose() {
        return !getScheme().equals("abfs");
    }

    private FSDataOutputStream stream(Path file, boolean overwrite) throws IOException {
        OutputStream out;
        if (publishesAtClose()) {
            out = new Published(file, overwrite);
        } else {
            synchronized (ONE_AT_A_TIME) {
                refuseTaken(file, overwrite);
                out = new Visible(file, Files.newOutputStream(file(file)));
            }
        }
        return new FSDataOutputStream(out, null);
    }

    private void refuseTaken(Path file, boolean overwrite) throws IOException {
        if (!overwrite && fs.exists(local(file))) {
            throw new FileAlreadyExistsException(file + " is already there");
        }
    }

    /** Not through Hadoop, whose local file system starts a process for each permission that it sets. */
    private static java.nio.file.Path file(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    private static Path local(Path path) {
        return new Path("file", null, path.toUri().getPath());
    }

    /** Seen from its creation on, whole or not. */
    private final class Visible extends FilterOutputStream {
        private final Path file;
        private boolean closed;

        Visible(Path file, OutputStream out) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            faults.at("write", file, () -> {
                out.write(bytes, offset, length);
                return length;
            });
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                faults.at("close", file, () -> {
                    out.close();
                    return true;
                });
            }
        }
    }

    /** An object: there as it is closed, or not at all. */
    private final class Published extends ByteArrayOutputStream {
        private final Path file;
        private final boolean overwrite;
        private boolean closed;

        Published(Path file, boolean overwrite) {
            this.file = file;
            this.overwrite = overwrite;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                faults.at("close", file, () -> {
                    publish();
                    return true;
                });
            }
        }

        private void publish() throws IOException {
            synchronized (ONE_AT_A_TIME) {
                refuseTaken(file, overwrite);
                Files.createDirectories(file(file).getParent());
                Files.write(file(file), toByteArray());
            }
        }
    }

    private final class Conditional extends FSDataOutputStreamBuilder<FSDataOutputStream, Conditional> {
        Conditional(FileSystem files, Path file) {
            super(files, file);
        }

        @Override
        public Conditional getThisBuilder() {
            return this;
        }

        @Override
        public FSDataOutputStream build() throws IOException {
            if (!getMandatoryKeys().contains(HadoopCreate.CONDITION)) {
                throw new IllegalArgumentException("The condition is missing");
            }
            return (FSDataOutputStream) faults.at("create", getPath(), () -> stream(getPath(), false));
        }
    }
}
