package io.github.batchferry.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Local job directories that write down what they force to the disk, in its order. */
public final class RecordingStores {
    private RecordingStores() {}

    /** @param forced paths relative to the job directory; those of directories end with {@code /} */
    public static JobStore open(Path directory, List<String> forced) {
        return new LocalStore(directory, new Disk() {
            @Override
            public void force(Path file, Sync sync) throws IOException {
                sync.run();
                forced.add(directory.relativize(file).toString());
            }

            @Override
            public void forceDirectory(Path path) {
                Disk.REAL.forceDirectory(path);
                forced.add(directory.relativize(path.normalize()) + "/");
            }
        });
    }

    /** For a measurement: what is streamed is left to the system. */
    public static JobStore unforced(Path directory) {
        return new LocalStore(directory, new Disk() {
            @Override
            public void force(Path file, Sync sync) {}

            @Override
            public void forceDirectory(Path path) {}
        });
    }
}
