package io.github.batchferry.result;

import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.Usage;
import io.github.batchferry.shard.IdHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Fixed-size little-endian entries by position, as they stand in the index file. Offsets inside a line count from its
 * first byte; a length of -1 means that there is nothing.
 */
final class Entries {
    static final int SIZE = 68;

    /** The line stands in the file of errors. */
    static final int IN_ERRORS = 1;
    /** The output is a JSON string with escapes. */
    static final int ESCAPED = 2;
    /** The output has several parts or no bytes of its own, and only the body tells it. */
    static final int COMPOSITE = 4;
    /** The output is an array or object; without this and {@link #COMPOSITE} it is a string, or {@link #CALLS} as they came. */
    static final int VALUE = 8;
    /** The model refused. */
    static final int REFUSED = 16;
    /** The failure is one that may pass. */
    static final int FOR_NOW = 32;
    /** The body is a JSON string that holds the object. */
    static final int BODY_IS_TEXT = 64;
    /** The answer is a call of tools, without a text. */
    static final int CALLS = 128;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private static final int FLAGS = 1;
    private static final int STATUS = 2;
    private static final int LINE_LENGTH = 4;
    private static final int LINE_OFFSET = 8;
    private static final int BODY = 16;
    private static final int OUTPUT = 24;
    private static final int USAGE = 32;
    private static final int CHECK = 64;

    final byte[] bytes;

    /** Takes the array over. */
    Entries(byte[] bytes) {
        this.bytes = bytes;
    }

    static Entries missing(int count) {
        Entries entries = new Entries(new byte[Math.multiplyExact(count, SIZE)]);
        for (int i = 0; i < count; i++) {
            entries.clear(i);
        }
        return entries;
    }

    int count() {
        return bytes.length / SIZE;
    }

    private void clear(int i) {
        int at = i * SIZE;
        Arrays.fill(bytes, at, at + BODY, (byte) 0);
        Arrays.fill(bytes, at + BODY, at + CHECK, (byte) -1);
    }

    void put(int i, ResultFile file, Outcome outcome, long lineOffset, long lineLength) {
        clear(i);
        int at = i * SIZE;
        bytes[at] = (byte) outcome.ordinal();
        bytes[at + FLAGS] = (byte) (file == ResultFile.ERRORS ? IN_ERRORS : 0);
        INT.set(bytes, at + LINE_LENGTH, (int) Math.min(Integer.MAX_VALUE, lineLength));
        LONG.set(bytes, at + LINE_OFFSET, lineOffset);
    }

    void putStatus(int i, int httpStatus) {
        SHORT.set(bytes, i * SIZE + STATUS, (short) httpStatus);
    }

    void addFlags(int i, int flags) {
        bytes[i * SIZE + FLAGS] |= (byte) flags;
    }

    void putBody(int i, int start, int length) {
        INT.set(bytes, i * SIZE + BODY, start);
        INT.set(bytes, i * SIZE + BODY + 4, length);
    }

    void putOutput(int i, int start, int length) {
        INT.set(bytes, i * SIZE + OUTPUT, start);
        INT.set(bytes, i * SIZE + OUTPUT + 4, length);
    }

    void putUsage(int i, int which, int tokens) {
        INT.set(bytes, i * SIZE + USAGE + 4 * which, tokens);
    }

    void copy(int i, Entries from) {
        System.arraycopy(from.bytes, i * SIZE, bytes, i * SIZE, SIZE);
    }

    Outcome outcome(int i) {
        return Outcome.of(bytes[i * SIZE]);
    }

    boolean has(int i, int flag) {
        return (bytes[i * SIZE + FLAGS] & flag) != 0;
    }

    int httpStatus(int i) {
        return (short) SHORT.get(bytes, i * SIZE + STATUS) & 0xFFFF;
    }

    long lineOffset(int i) {
        return (long) LONG.get(bytes, i * SIZE + LINE_OFFSET);
    }

    int lineLength(int i) {
        return (int) INT.get(bytes, i * SIZE + LINE_LENGTH);
    }

    int bodyStart(int i) {
        return (int) INT.get(bytes, i * SIZE + BODY);
    }

    int bodyLength(int i) {
        return (int) INT.get(bytes, i * SIZE + BODY + 4);
    }

    int outputStart(int i) {
        return (int) INT.get(bytes, i * SIZE + OUTPUT);
    }

    int outputLength(int i) {
        return (int) INT.get(bytes, i * SIZE + OUTPUT + 4);
    }

    Usage usage(int i) {
        return new Usage(
                tokens(i, 0),
                tokens(i, 1),
                tokens(i, 2),
                tokens(i, 3),
                tokens(i, 4),
                tokens(i, 5),
                tokens(i, 6),
                tokens(i, 7));
    }

    private int tokens(int i, int which) {
        return (int) INT.get(bytes, i * SIZE + USAGE + 4 * which);
    }

    /** The sum of the lengths of the lines in a file. */
    long lineBytes(ResultFile file) {
        int wanted = file == ResultFile.ERRORS ? IN_ERRORS : 0;
        long sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += (bytes[i * SIZE + FLAGS] & IN_ERRORS) == wanted ? lineLength(i) : 0;
        }
        return sum;
    }

    void seal() {
        for (int at = 0; at < bytes.length; at += SIZE) {
            INT.set(bytes, at + CHECK, (int) IdHash.of(bytes, at, CHECK));
        }
    }

    /** The first entry that is not as it was sealed, or -1. */
    int damaged() {
        for (int at = 0; at < bytes.length; at += SIZE) {
            if ((int) INT.get(bytes, at + CHECK) != (int) IdHash.of(bytes, at, CHECK) || !Outcome.isCode(bytes[at])) {
                return at / SIZE;
            }
        }
        return -1;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
