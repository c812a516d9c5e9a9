package io.github.batchferry.crash;

import io.github.batchferry.batch.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A time that passes only when somebody waits, in whole seconds. It stands in a file, so that it passes for the server
 * and for drivers in other processes alike, and goes on where a driver died.
 */
final class SharedTime extends Clock implements LongSupplier, Pause {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final VarHandle NANOS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer nanos;
    private final Runnable before;
    private final Runnable after;

    /** @param before what happens before time passes for somebody who waits; {@code after} likewise */
    SharedTime(Path file, Runnable before, Runnable after) {
        this.before = before;
        this.after = after;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                nanos = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sleep(Duration duration) {
        before.run();
        long seconds = duration.plusNanos(999_999_999).toSeconds();
        NANOS.getAndAdd(nanos, 0, Duration.ofSeconds(seconds).toNanos());
        after.run();
    }

    @Override
    public long getAsLong() {
        return (long) NANOS.getVolatile(nanos, 0);
    }

    @Override
    public Instant instant() {
        return START.plusNanos(getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
