package io.github.batchferry.request;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 bytes in which request lines are built in place. Not thread-safe. */
public final class LineBuffer extends OutputStream {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Takes back everything from this length on. */
    public void truncate(int newLength) {
        length = newLength;
    }

    public void raw(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    /** Appends four bytes, the lowest first. */
    public void integer(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    public void raw(byte[] source) {
        write(source, 0, source.length);
    }

    public void raw(String ascii) {
        raw(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void write(int value) {
        raw((byte) value);
    }

    @Override
    public void write(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    public boolean string(Utf8 text) {
        return string(text.bytes(), text.offset(), text.length());
    }

    public boolean string(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return string(encoded, 0, encoded.length);
    }

    /**
     * Appends the text as a quoted JSON string, with only those characters escaped that must be.
     *
     * @return false where the bytes are not valid UTF-8; the caller then takes the line back
     */
    public boolean string(byte[] source, int from, int count) {
        reserve(count + 2);
        bytes[length++] = '"';
        int end = from + count;
        int start = from;
        int at = from;
        while (at < end) {
            at = skipClean(source, at, end);
            if (at == end) {
                break;
            }
            int b = source[at];
            if (b < 0) {
                int next = Utf8Sequence.after(source, at, end);
                if (next < 0) {
                    return false;
                }
                at = next;
            } else {
                write(source, start, at - start);
                escape(b);
                start = ++at;
            }
        }
        write(source, start, end - start);
        raw((byte) '"');
        return true;
    }

    /** The first byte at or after {@code at} that must be escaped or is not ASCII. */
    private static int skipClean(byte[] source, int from, int end) {
        int at = from;
        while (at <= end - 8) {
            long word = (long) LONG.get(source, at);
            long quote = word ^ 0x2222222222222222L;
            long backslash = word ^ 0x5C5C5C5C5C5C5C5CL;
            long dirty = (word - 0x2020202020202020L | quote - ONES | backslash - ONES | word) & HIGH;
            if (dirty != 0) {
                break;
            }
            at += 8;
        }
        while (at < end) {
            int b = source[at];
            if (b < 0x20 || b == '"' || b == '\\') {
                break;
            }
            at++;
        }
        return at;
    }

    private void escape(int b) {
        reserve(6);
        bytes[length++] = '\\';
        switch (b) {
            case '"', '\\' -> bytes[length++] = (byte) b;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            case '\b' -> bytes[length++] = 'b';
            case '\f' -> bytes[length++] = 'f';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 0xF];
            }
        }
    }

    private void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, bytes.length * 3L / 2)));
        }
    }
}
