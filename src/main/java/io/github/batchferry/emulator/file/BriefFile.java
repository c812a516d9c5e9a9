package io.github.batchferry.emulator.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What lines can be made of again: an answer stands once for all requests in a row that have it, and of these only the
 * custom ids are kept.
 */
public final class BriefFile implements ResultFile {
    private static final int LINE = 0;
    private static final int ANSWERED = 1;
    private static final int BATCH = 2;
    private static final int ANSWER = 3;
    private static final int END = 4;

    private final Contents contents;
    private final String id;
    private final WithoutLine empty;
    private final DataOutputStream sink;
    private @Nullable JsonNode lastAnswer;
    private String lastBody = "";
    private long bytes;

    BriefFile(Contents contents, String id, WithoutLine empty) throws IOException {
        this.contents = contents;
        this.id = id;
        this.empty = empty;
        this.sink = new DataOutputStream(new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(contents.part(id)), 1 << 13), 1 << 13));
    }

    @Override
    public void add(byte[] line) throws IOException {
        write(LINE, line);
        bytes += line.length + 1;
    }

    @Override
    public void add(Order order, String customId, Answer answer) throws IOException {
        if (lastAnswer == null) {
            write(BATCH, order.id().getBytes(StandardCharsets.UTF_8));
        }
        if (lastAnswer != answer.body()) {
            lastAnswer = answer.body();
            lastBody = lastAnswer.toString();
            write(ANSWER, lastBody.getBytes(StandardCharsets.UTF_8));
        }
        write(ANSWERED, customId.getBytes(StandardCharsets.UTF_8));
        sink.writeShort(answer.status());
        bytes += line(order.id(), customId, answer.status(), lastBody).length + 1;
    }

    @Override
    public Optional<KeptFile> finish(Order order, String kind, long nowMillis, long expiresAt) throws IOException {
        write(END, new byte[0]);
        sink.close();
        if (bytes == 0 && empty == WithoutLine.NO_FILE) {
            return Optional.empty();
        }
        contents.finishBrief(id);
        String name = order.id() + "_" + kind + ".jsonl";
        return Optional.of(new KeptFile(id, order.project(), name, KeptFile.OUTPUT, bytes, "", nowMillis, expiresAt));
    }

    @Override
    public void close() throws IOException {
        sink.close();
        Files.deleteIfExists(contents.part(id));
    }

    /** Writes the lines, each as it was when it was added. */
    public static void restore(Path brief, OutputStream sink) throws IOException {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(brief), 1 << 13), 1 << 13))) {
            OutputStream out = new BufferedOutputStream(sink, 1 << 16);
            String batchId = "";
            String body = "";
            for (int kind = in.readByte(); kind != END; kind = in.readByte()) {
                byte[] content = in.readNBytes(in.readInt());
                switch (kind) {
                    case BATCH -> batchId = new String(content, StandardCharsets.UTF_8);
                    case ANSWER -> body = new String(content, StandardCharsets.UTF_8);
                    case ANSWERED -> {
                        String customId = new String(content, StandardCharsets.UTF_8);
                        out.write(line(batchId, customId, in.readShort(), body));
                        out.write('\n');
                    }
                    default -> {
                        out.write(content);
                        out.write('\n');
                    }
                }
            }
            out.flush();
        }
    }

    private void write(int kind, byte[] content) throws IOException {
        sink.writeByte(kind);
        sink.writeInt(content.length);
        sink.write(content);
    }

    private static byte[] line(String batchId, String customId, int status, String body) {
        return Json.bytes(ResultLine.answered(batchId, customId, status, body));
    }
}
