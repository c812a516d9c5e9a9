package io.github.batchferry.store;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A new local file. Closing returns once its bytes and its name are on the disk. An interrupt does not keep it from that. */
final class ForcedOutput extends FilterOutputStream {
    private final Path path;
    private final Disk disk;
    private final FileOutputStream file;
    private boolean failed;
    private boolean closed;

    private ForcedOutput(Path path, Disk disk, FileOutputStream file) {
        super(file);
        this.path = path;
        this.disk = disk;
        this.file = file;
    }

    /** Throws {@link java.nio.file.FileAlreadyExistsException} where there is one. */
    static ForcedOutput create(Path path, Disk disk) throws IOException {
        Files.createFile(path);
        return new ForcedOutput(path, disk, new FileOutputStream(path.toFile()));
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            file.write(bytes, offset, count);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /** What could not be written whole is closed and not forced. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            if (!failed) {
                disk.force(path, file.getFD()::sync);
            }
        }
        disk.forceDirectory(Objects.requireNonNull(path.getParent(), "a file of a job lies in its directory"));
    }
}
