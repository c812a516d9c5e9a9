package io.github.batchferry.emulator;

import io.github.batchferry.emulator.line.BodyKeeping;
import io.github.batchferry.emulator.line.Digest;
import io.github.batchferry.emulator.line.Json;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/** The entries of one execution while they are written. They appear with {@link #finish}, all or none. */
final class LedgerPages implements Closeable {
    private final Path target;
    private final Path part;
    private final BodyKeeping keeping;
    private final DataOutputStream sink;
    private final Digest digest = new Digest();

    LedgerPages(Path target, BodyKeeping keeping) throws IOException {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.keeping = keeping;
        OutputStream file = Files.newOutputStream(part);
        this.sink = new DataOutputStream(new BufferedOutputStream(
                keeping == BodyKeeping.KEEP ? file : new GZIPOutputStream(file, 1 << 13), 1 << 14));
    }

    void add(String customId, int line, byte[] body, int status) throws IOException {
        if (keeping == BodyKeeping.KEEP) {
            digest.update(body, 0, body.length);
            sink.write(Json.bytes(new Ledger.Entry(customId, line, digest.hex(), status)));
            sink.write('\n');
        } else {
            byte[] id = customId.getBytes(StandardCharsets.UTF_8);
            sink.writeInt(id.length);
            sink.write(id);
            sink.writeShort(status);
        }
    }

    void finish() throws IOException {
        sink.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        sink.close();
        Files.deleteIfExists(part);
    }
}
