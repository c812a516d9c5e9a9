package io.github.batchferry.job.verify;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** Reads whole files and counts them; constant memory. */
final class VerifiedFiles {
    private static final int BUFFER = 4 * SealedInput.BLOCK;

    private final JobStore store;
    private final byte[] buffer = new byte[BUFFER];
    private long files;
    private long bytes;

    VerifiedFiles(JobStore store) {
        this.store = store;
    }

    JobStore store() {
        return store;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    void count(long length) {
        files++;
        bytes += length;
    }

    /** A file whose length and checksum the ledger holds. */
    void whole(String path, long length, long crc32c) throws IOException {
        CRC32C crc = new CRC32C();
        long found = 0;
        try (InputStream in = store.open(path)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                found += count;
            }
        }
        if (found != length) {
            throw difference(path, "it has " + found + " bytes instead of " + length);
        }
        if (crc.getValue() != crc32c) {
            throw difference(
                    path,
                    String.format(
                            "its bytes 0 to %d have the checksum %08x instead of %08x",
                            length, crc.getValue(), crc32c));
        }
        count(length);
    }

    /** A file that ends with the checksums of its blocks, for which the ledger holds one. */
    void sealed(String path, long length, long crc32c) throws IOException {
        try (PositionedInput file = store.openPositioned(path)) {
            if (file.length() != length) {
                throw difference(path, "it has " + file.length() + " bytes instead of " + length);
            }
            PositionedInput content = content(path, file);
            long found = SealedInput.crc32c(file);
            if (found != crc32c) {
                throw difference(
                        path, String.format("its checksums have the checksum %08x instead of %08x", found, crc32c));
            }
            readAll(content);
            count(length);
        }
    }

    /** The content of such a file, all of which has been read once. The caller closes it. */
    PositionedInput sealed(String path) throws IOException {
        PositionedInput file = store.openPositioned(path);
        try {
            PositionedInput content = content(path, file);
            readAll(content);
            count(file.length());
            return content;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    ExternalException difference(String path, String how) {
        return ExternalException.damaged(
                "verify_differs",
                "'" + path + "' in " + store.location() + " differs from what was written: " + how
                        + ". Restore it from a copy of the job directory");
    }

    private PositionedInput content(String path, PositionedInput file) throws IOException {
        return SealedInput.of(file, how -> difference(path, how));
    }

    private void readAll(PositionedInput content) throws IOException {
        for (long at = 0; at < content.length(); at += BUFFER) {
            content.readFully(at, buffer, 0, (int) Math.min(BUFFER, content.length() - at));
        }
    }
}
