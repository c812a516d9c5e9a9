package io.github.batchferry.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hears of each step of each task, wherever it runs, and says how the task goes on. */
final class StepServer implements AutoCloseable {
    static final byte GO = 'g';
    static final byte THROW = 't';
    static final byte HALT = 'h';

    /** Says how a task goes on. May block; the task waits as long. */
    @FunctionalInterface
    interface Rule {
        byte at(Step step) throws Exception;
    }

    private static final Rule UNHINDERED = step -> GO;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<Step> seen = new CopyOnWriteArrayList<>();
    private volatile Rule rule = UNHINDERED;
    private volatile CountDownLatch leaving = new CountDownLatch(1);

    StepServer() throws IOException {
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From here on. */
    void follow(Rule next) {
        seen.clear();
        leaving = new CountDownLatch(1);
        rule = next;
    }

    /** What befalls the first task of partition 0 that comes to a step, and nobody else. */
    void once(String step, byte fate) {
        follow(at -> at.isFirstTryOf(step, 0) ? fate : GO);
    }

    /** Steps that were reached, in their order. */
    List<Step> seen() {
        return List.copyOf(seen);
    }

    /** For a rule: keeps the task where it is, until somebody ends it. */
    byte keep() throws InterruptedException {
        new CountDownLatch(1).await();
        return GO;
    }

    /** Until a task that was waiting for an answer has left: it was interrupted, or its executor ended. */
    void awaitLeaving() throws InterruptedException {
        if (!leaving.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no task was interrupted at a step");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket line = socket.accept();
                daemon(() -> serve(line));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket line) {
        try (line) {
            BufferedReader words =
                    new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            Step step = Step.of(words.readLine());
            seen.add(step);
            CountDownLatch left = leaving;
            AtomicBoolean answered = new AtomicBoolean();
            daemon(() -> answer(line, step, answered));
            if (words.readLine() == null && !answered.get()) {
                left.countDown();
            }
        } catch (IOException e) {
            // A task that was killed leaves in the middle of a word.
        }
    }

    private void answer(Socket line, Step step, AtomicBoolean answered) {
        try {
            byte answer = rule.at(step);
            answered.set(true);
            line.getOutputStream().write(answer);
        } catch (Exception e) {
            // The task has left.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "steps");
        thread.setDaemon(true);
        thread.start();
    }
}
