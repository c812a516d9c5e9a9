package io.github.batchferry.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A new local file. Closing returns once its bytes and its name are on the disk. An interrupt does not keep it from that. */
final class ForcedOutput extends ForcingOutput {
    private final Path path;
    private final Disk disk;
    private final FileOutputStream file;

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
    void force() throws IOException {
        disk.force(path, file.getFD()::sync);
    }

    @Override
    public void close() throws IOException {
        super.close();
        disk.forceDirectory(Objects.requireNonNull(path.getParent(), "a file of a job lies in its directory"));
    }
}
