package io.github.batchferry.it;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.spark.TaskContext;

/** Stops a task at its steps until {@link StepServer}, in the process of the test, says how it goes on. */
final class TaskSteps implements Serializable {
    private static final int HOW_A_KILLED_PROCESS_ENDS = 137;

    private final int port;

    TaskSteps(int port) {
        this.port = port;
    }

    /** Rows as they come, each a step, and the end one more. */
    <T> Iterator<T> over(Iterator<T> rows) {
        return new Iterator<>() {
            private int row;

            @Override
            public boolean hasNext() {
                boolean more = rows.hasNext();
                reach(more ? "row " + row : "end");
                return more;
            }

            @Override
            public T next() {
                row++;
                return rows.next();
            }
        };
    }

    /** The driver's own steps belong to partition -1. */
    void reach(String name) {
        TaskContext task = TaskContext.get();
        Step step = task == null
                ? new Step(name, -1, 0, 0)
                : new Step(name, task.partitionId(), task.attemptNumber(), task.stageAttemptNumber());
        // Not a Socket: executors are set up so that none of those gets anywhere.
        try (SocketChannel line =
                SocketChannel.open(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port))) {
            line.write(ByteBuffer.wrap((step.words() + "\n").getBytes(StandardCharsets.UTF_8)));
            obey(line, step);
        } catch (IOException e) {
            throw new UncheckedIOException("at " + step, e);
        }
    }

    private static void obey(SocketChannel line, Step step) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(1);
        if (line.read(answer) != 1) {
            throw new IOException("the test has ended");
        }
        switch (answer.get(0)) {
            case StepServer.THROW -> throw new IllegalStateException("told to fail at " + step);
            case StepServer.HALT -> Runtime.getRuntime().halt(HOW_A_KILLED_PROCESS_ENDS);
            default -> {}
        }
    }
}
