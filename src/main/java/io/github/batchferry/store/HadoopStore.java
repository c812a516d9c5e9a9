package io.github.batchferry.store;

import io.github.batchferry.UserException;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/** A job directory on a Hadoop file system other than the local one. */
public final class HadoopStore implements JobStore {
    private static final int BUFFER = 256 << 10;
    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0700);

    private final FileSystem files;
    private final Path root;
    private final HadoopCreate way;
    private final HadoopPublisher publisher;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    HadoopStore(FileSystem files, Path root, Configuration configuration) throws IOException {
        this.files = files;
        this.root = root;
        this.way = HadoopCreate.of(files, root);
        this.publisher = new HadoopPublisher(files, root, configuration);
    }

    /**
     * Opens the store of a path as Spark reads paths: taken as it is written, without a scheme on {@code fs.defaultFS}.
     * What comes to lie on {@code file:} is opened without Hadoop, whose local file system excludes nobody.
     */
    public static JobStore open(String location, Configuration configuration) throws IOException {
        Path path;
        try {
            path = new Path(location);
        } catch (IllegalArgumentException e) {
            throw new UserException("The job directory '" + location + "' is not a path: " + e.getMessage(), e);
        }
        FileSystem files = path.getFileSystem(configuration);
        Path root = files.makeQualified(path);
        return "file".equals(root.toUri().getScheme())
                ? Stores.open(root.toUri().getPath())
                : new HadoopStore(files, root, configuration);
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        Path file = file(path);
        makeParent(file);
        return publisher.createIfAbsent(way, file, content);
    }

    @Override
    public OutputStream create(String path) throws IOException {
        Path file = file(path);
        makeParent(file);
        try {
            return new BufferedOutputStream(HadoopOutput.create(files, file), BUFFER);
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw (IOException) new FileAlreadyExistsException(file.toString()).initCause(e);
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = file(path);
        makeParent(file);
        publisher.replace(way, file, content);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return openFile(file(path));
    }

    @Override
    public PositionedInput openPositioned(String path) throws IOException {
        Path file = file(path);
        FSDataInputStream in = openFile(file);
        try {
            return new HadoopPositionedInput(in, files.getFileStatus(file).getLen());
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        try {
            RemoteIterator<FileStatus> entries = files.listStatusIterator(directory.isEmpty() ? root : file(directory));
            while (entries.hasNext()) {
                FileStatus entry = entries.next();
                String name = entry.getPath().getName();
                if (entry.isFile() && !Names.isTemporary(name)) {
                    found.add(new StoredFile(name, entry.getLen(), entry.getModificationTime()));
                }
            }
            return found;
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    @Override
    public void delete(String path) throws IOException {
        files.delete(file(path), false);
    }

    @Override
    public boolean atomicCreate() {
        return way.isAtomic();
    }

    @Override
    public String location() {
        return root.toString();
    }

    private Path file(String path) {
        return HadoopPublisher.path(root, root.toUri().getPath() + "/" + Names.checked(path));
    }

    private FSDataInputStream openFile(Path file) throws IOException {
        try {
            return files.open(file);
        } catch (FileNotFoundException e) {
            throw (IOException) new NoSuchFileException(file.toString()).initCause(e);
        }
    }

    /** Object stores have no directories to protect. */
    private void makeParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (!way.isFileSystem() || parent == null || made.contains(parent)) {
            return;
        }
        if (root.getParent() != null) {
            files.mkdirs(root.getParent());
        }
        files.mkdirs(parent, OWNER_ONLY);
        made.add(parent);
    }
}
