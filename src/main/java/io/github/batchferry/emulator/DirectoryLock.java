package io.github.batchferry.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to serve a data directory, and the address of the one who has it. The operating system takes the right back
 * when its holder dies, however it dies.
 */
final class DirectoryLock implements Closeable {
    private final Path urlFile;
    private final FileChannel channel;

    private DirectoryLock(Path urlFile, FileChannel channel) {
        this.urlFile = urlFile;
        this.channel = channel;
    }

    /** Empty where somebody else has it. */
    static Optional<DirectoryLock> tryAcquire(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve("emulator.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held in this process: to close this channel would give up the holder's lock
            return Optional.empty();
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        Files.deleteIfExists(urlFile(directory));
        return Optional.of(new DirectoryLock(urlFile(directory), channel));
    }

    void publish(String url) throws IOException {
        Path part = urlFile.resolveSibling("emulator.url.part");
        Files.writeString(part, url);
        Files.move(part, urlFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the holder published; of a holder that has died, until the next one comes. */
    static Optional<String> published(Path directory) throws IOException {
        try {
            return Optional.of(Files.readString(urlFile(directory)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(urlFile);
        channel.close();
    }

    private static Path urlFile(Path directory) {
        return directory.resolve("emulator.url");
    }
}
