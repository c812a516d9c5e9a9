package io.github.batchferry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/** Puts small whole files in place: written and forced beside it, then linked or moved there. */
final class LocalPublisher {
    private final Disk disk;

    LocalPublisher(Disk disk) {
        this.disk = disk;
    }

    boolean createIfAbsent(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            return isOurs(file, content);
        }
        Path temporary = writeTemporary(file, content);
        try {
            Files.createLink(file, temporary);
            disk.forceDirectory(file.resolveSibling("."));
            return true;
        } catch (FileAlreadyExistsException e) {
            return isOurs(file, content);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (canLink(temporary)) {
                throw new IOException("Could not create " + file + ": " + e, e);
            }
            return createWithoutLink(file, content);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    void replace(Path file, byte[] content) throws IOException {
        Path temporary = writeTemporary(file, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Whole for its writer only: a reader may see the beginning of it. Still one writer wins. */
    private boolean createWithoutLink(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeDurably(file, channel, content);
            disk.forceDirectory(file.resolveSibling("."));
            return true;
        } catch (FileAlreadyExistsException e) {
            return isOurs(file, content);
        }
    }

    private static boolean isOurs(Path file, byte[] content) throws IOException {
        return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
    }

    private Path writeTemporary(Path file, byte[] content) throws IOException {
        String name = file.getFileName().toString();
        Path temporary =
                file.resolveSibling(Names.temporary(name, UUID.randomUUID().toString()));
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeDurably(temporary, channel, content);
            return temporary;
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private void writeDurably(Path file, FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        disk.force(file, () -> channel.force(true));
    }

    private static boolean canLink(Path temporary) {
        Path other = temporary.resolveSibling(temporary.getFileName() + "-link");
        try {
            Files.createLink(other, temporary);
            Files.delete(other);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }
}
