package io.github.batchferry.crash;

import io.github.batchferry.child.ShortLived;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A driver in a Java process of its own, which halts at a step: nothing is flushed there, closed or said goodbye to. */
final class Child implements AutoCloseable {
    /** What no signal makes of a process. */
    private static final int HALTED = 99;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Returns at once; Java starts meanwhile. */
    static Child start(String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName()));
        try {
            return new Child(ShortLived.start(new ProcessBuilder(command).redirectErrorStream(true)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it halted; false where the driver came to its end. */
    boolean plays(Stage stage, Case what) throws IOException {
        try {
            process.outputWriter().write(what + "\n" + stage.url() + "\n" + stage.job + "\n");
            process.outputWriter().flush();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != HALTED && exit != 0) {
                throw new AssertionError("the driver ended with " + exit + ": " + said);
            }
            return exit == HALTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = told.readLine();
        if (line == null) {
            return;
        }
        Case what = Case.parse(line);
        String url = told.readLine();
        Path job = Path.of(told.readLine());
        Client client = new Client(url, Stage.time(job));
        client.play(what.phase().act(), what.phase(), job, Death.ofTheProcess(what.step(), what.edge(), HALTED));
        System.exit(0);
    }
}
