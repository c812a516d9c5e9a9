package io.github.batchferry.emulator.answer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A small picture in colours that a text decides. */
final class Png {
    private static final int SIDE = 8;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_BYTES = 13;
    private static final byte DEPTH = 8;
    private static final byte RGB = 2;

    private Png() {}

    static byte[] of(String text) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(SIDE)
                .putInt(SIDE)
                .put(DEPTH)
                .put(RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        png.writeBytes(chunk("IHDR", header.array()));
        png.writeBytes(chunk("IDAT", deflated(rows(Marks.sha256(text)))));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    /** Each row begins with a zero: no filter. */
    private static byte[] rows(byte[] colours) {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * (1 + 3 * SIDE));
        for (int y = 0; y < SIDE; y++) {
            rows.put((byte) 0);
            for (int i = 0; i < 3 * SIDE; i++) {
                rows.put((byte) (colours[i] ^ colours[3 * SIDE + y]));
            }
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[2 * bytes.length + 64];
        int length = deflater.deflate(buffer);
        deflater.end();
        return ByteBuffer.allocate(length).put(buffer, 0, length).array();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }
}
