package io.github.batchferry.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Gets what was written out of the memory of the system and onto the disk. */
interface Disk {
    Disk REAL = new Disk() {
        @Override
        public void force(Path file, Sync sync) throws IOException {
            sync.run();
        }

        @Override
        public void forceDirectory(Path directory) {
            boolean interrupted = Thread.interrupted();
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                forceDirectory(directory);
                interrupted = true;
            } catch (IOException e) {
                // Not every system lets a directory be opened; there the system has to see to it.
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    };

    /** Asks the system to force one open file. */
    interface Sync {
        void run() throws IOException;
    }

    void force(Path file, Sync sync) throws IOException;

    /** Makes the names in a directory last. An interrupt does not keep it from that, and stays set. */
    void forceDirectory(Path directory);
}
