package io.github.batchferry.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A job directory on the local file system. A file is made beside its place and linked into it: whole, durable, and by one
 * only. What is streamed is forced to the disk as it is closed. New directories are for their owner alone, since they hold prompts.
 */
final class LocalStore implements JobStore {
    private static final int BUFFER = 256 << 10;

    /** Where a store of Databricks looks like a local one: of its creates nothing is known. */
    private static final Set<Path> MOUNTS = Set.of(Path.of("/Volumes"), Path.of("/dbfs"));

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final Disk disk;
    private final Set<Path> lasting = ConcurrentHashMap.newKeySet();

    LocalStore(Path root) {
        this(root, Disk.REAL);
    }

    LocalStore(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        Path file = file(path);
        makeParents(file);
        return new LocalPublisher(disk).createIfAbsent(file, content);
    }

    @Override
    public OutputStream create(String path) throws IOException {
        Path file = file(path);
        makeParents(file);
        return new BufferedOutputStream(ForcedOutput.create(file, disk), BUFFER);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = file(path);
        makeParents(file);
        new LocalPublisher(disk).replace(file, content);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(file(path));
    }

    @Override
    public PositionedInput openPositioned(String path) throws IOException {
        return new LocalPositionedInput(file(path));
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        Path path = directory.isEmpty() ? root : file(directory);
        List<StoredFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                addFile(files, entry);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(file(path));
    }

    @Override
    public boolean atomicCreate() {
        return MOUNTS.stream().noneMatch(root::startsWith);
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public String qualified(String path) {
        return "file:" + file(path);
    }

    private Path file(String path) {
        return root.resolve(Names.checked(path));
    }

    private void makeParents(Path file) throws IOException {
        Path parent = directory(file);
        if (!Files.isDirectory(parent)) {
            make(parent);
        }
        if (lasting.add(parent)) {
            forceNames(parent);
        }
    }

    /** Makes the way to a directory last, whoever made it: its maker may have died before it did. */
    private void forceNames(Path directory) {
        Path above = root.getParent() == null ? root : root.getParent();
        for (Path at = directory; at.startsWith(above) && !at.equals(above) && at.getParent() != null; ) {
            at = at.getParent();
            disk.forceDirectory(at);
        }
    }

    private void make(Path parent) throws IOException {
        if (root.getParent() != null) {
            Files.createDirectories(root.getParent());
        }
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectories(parent);
        }
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file of a job lies in its directory");
    }

    private static void addFile(List<StoredFile> files, Path entry) throws IOException {
        String name = entry.getFileName().toString();
        if (Names.isTemporary(name)) {
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                files.add(new StoredFile(
                        name, attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
        } catch (NoSuchFileException e) {
            // deleted since the directory was read
        }
    }
}
