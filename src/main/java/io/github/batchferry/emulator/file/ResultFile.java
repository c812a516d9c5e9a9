package io.github.batchferry.emulator.file;

import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.BodyKeeping;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** An output or error file while it is written. Nothing is left of it without {@link #finish}. */
public interface ResultFile extends Closeable {
    static ResultFile of(Contents contents, String id, BodyKeeping keeping, WithoutLine empty) throws IOException {
        return keeping == BodyKeeping.KEEP ? new WholeFile(contents, id, empty) : new BriefFile(contents, id, empty);
    }

    /** What becomes of a file in which no line stands. */
    enum WithoutLine {
        NO_FILE,
        EMPTY_FILE
    }

    void add(byte[] line) throws IOException;

    /** Adds the line of a request that was answered as it should be. */
    void add(Order order, String customId, Answer answer) throws IOException;

    Optional<KeptFile> finish(Order order, String kind, long nowMillis, long expiresAt) throws IOException;
}
