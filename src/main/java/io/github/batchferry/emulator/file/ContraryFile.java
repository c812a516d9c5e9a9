package io.github.batchferry.emulator.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.world.Manners;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A result file whose lines a world alters on their way. What was billed is billed by then. */
public final class ContraryFile implements ResultFile {
    private final ResultFile file;
    private final Manners manners;
    private boolean begun;

    public ContraryFile(ResultFile file, Manners manners) {
        this.file = file;
        this.manners = manners;
    }

    @Override
    public void add(byte[] line) throws IOException {
        if (Json.MAPPER.readTree(line) instanceof ObjectNode object) {
            add(object);
        } else {
            write(line);
        }
    }

    @Override
    public void add(Order order, String customId, Answer answer) throws IOException {
        add(ResultLine.answered(order, customId, answer));
    }

    @Override
    public Optional<KeptFile> finish(Order order, String kind, long nowMillis, long expiresAt) throws IOException {
        byte[] tail = manners.tail();
        if (begun && tail.length > 0) {
            file.add(tail);
        }
        return file.finish(order, kind, nowMillis, expiresAt);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void add(ObjectNode line) throws IOException {
        for (byte[] bytes : manners.lines(line)) {
            write(bytes);
        }
    }

    private void write(byte[] line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!begun) {
            begun = true;
            bytes.writeBytes(manners.head());
        }
        bytes.writeBytes(line);
        file.add(bytes.toByteArray());
    }
}
