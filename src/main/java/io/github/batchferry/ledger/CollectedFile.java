package io.github.batchferry.ledger;

import io.github.batchferry.result.RecordedFile;
import org.jspecify.annotations.Nullable;

/** A file that a collector wrote: its path in the job directory, its length and the CRC32C of its bytes. */
public record CollectedFile(String path, long bytes, long crc32c) {
    /** As it is read. */
    public RecordedFile recorded() {
        return new RecordedFile(path, bytes);
    }

    /** As it is read; null for a file that there is not. */
    public static @Nullable RecordedFile recorded(@Nullable CollectedFile file) {
        return file == null ? null : file.recorded();
    }
}
