package io.github.batchferry.emulator.file;

import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Digest;
import io.github.batchferry.emulator.line.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;

/** Every line as it is downloaded. */
final class WholeFile implements ResultFile {
    private final Contents contents;
    private final String id;
    private final WithoutLine empty;
    private final OutputStream sink;
    private final Digest digest = new Digest();

    WholeFile(Contents contents, String id, WithoutLine empty) throws IOException {
        this.contents = contents;
        this.id = id;
        this.empty = empty;
        this.sink = new BufferedOutputStream(Files.newOutputStream(contents.part(id)), 1 << 16);
    }

    @Override
    public void add(byte[] line) throws IOException {
        sink.write(line);
        sink.write('\n');
        digest.update(line, 0, line.length);
        digest.update(new byte[] {'\n'}, 0, 1);
    }

    @Override
    public void add(Order order, String customId, Answer answer) throws IOException {
        add(Json.bytes(ResultLine.answered(order, customId, answer)));
    }

    @Override
    public Optional<KeptFile> finish(Order order, String kind, long nowMillis, long expiresAt) throws IOException {
        sink.close();
        long bytes = digest.bytes();
        if (bytes == 0 && empty == WithoutLine.NO_FILE) {
            return Optional.empty();
        }
        contents.finish(id);
        String name = order.id() + "_" + kind + ".jsonl";
        return Optional.of(
                new KeptFile(id, order.project(), name, KeptFile.OUTPUT, bytes, digest.hex(), nowMillis, expiresAt));
    }

    @Override
    public void close() throws IOException {
        sink.close();
        Files.deleteIfExists(contents.part(id));
    }
}
