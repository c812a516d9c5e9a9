package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.child.ShortLived;
import io.github.batchferry.cli.SealedJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar}: a process of its own for each command, and nothing but our jar on the class path. */
@OnOneSpark
class CommandLineIT {
    private static final String JAR = System.getProperty("batchferry.jar");

    @TempDir
    Path directory;

    private Process emulator;
    private BufferedReader emulatorOut;
    private String url;

    @BeforeEach
    void start() throws IOException {
        emulator = start("emulator", "--port", "0", "--data", "server");
        emulatorOut = new BufferedReader(new InputStreamReader(emulator.getInputStream(), StandardCharsets.UTF_8));
        String first = emulatorOut.readLine();
        assertThat(first).matches("emulator listening on http://127\\.0\\.0\\.1:\\d+/v1");
        url = first.substring("emulator listening on ".length());
    }

    @AfterEach
    void stop() throws InterruptedException {
        emulator.destroy();
        assertThat(emulator.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    record Called(int exitCode, String out) {}

    @Test
    void aJobGoesFromItsSealToItsEndWithoutSpark() throws Exception {
        seal();
        assertThat(call("status", "job").out()).contains("3 rows: 3 pending");
        assertThat(call("advance", "job").exitCode()).isIn(0, 3);
        assertThat(call("await", "job", "--poll-interval", "50ms").exitCode()).isZero();
        Called status = call("status", "job", "--json");
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("\"state\" : \"ended\"").contains("\"succeeded\" : 3");
        Called resolve = call("resolve", "job", "1", "--not-bought");
        assertThat(resolve.exitCode()).isEqualTo(1);
        assertThat(resolve.out()).contains("batch 1 is not in doubt").doesNotContain("\tat ");
    }

    @Test
    void theEmulatorSaysWhatItIsAndEndsWhenTold() throws Exception {
        assertThat(emulatorOut.readLine()).contains("stand-in of the OpenAI Files and Batches API");
        emulator.destroy();
        assertThat(emulator.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("server").resolve("emulator.url")).doesNotExist();
    }

    @Test
    void aSecondEmulatorOnTheSameDirectoryIsRefusedInOneLine() throws Exception {
        Called second = call("emulator", "--data", "server");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).startsWith("error: Another emulator serves").doesNotContain("\tat ");
    }

    @Test
    void statusLoadsNoClassOfSparkHadoopOrTheWire() throws Exception {
        seal();
        Process process = process(List.of("-Xlog:class+load:file=classes.log"), "status", "job");
        assertThat(finish(process).exitCode()).isZero();
        assertThat(directory.resolve("classes.log"))
                .content()
                .contains("io.github.batchferry.cli.StatusCommand")
                .doesNotContain("org.apache.")
                .doesNotContain("shaded.okhttp3")
                .doesNotContain("shaded.kotlin");
    }

    private void seal() throws IOException {
        SealedJob.create(directory.resolve("job"), url, "env:OPENAI_API_KEY", Arrays.asList("one", "two", "three"));
    }

    private Called call(String... words) throws Exception {
        long start = System.nanoTime();
        Called called = finish(start(words));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.println(String.join(" ", words) + ": exit code " + called.exitCode() + " after " + millis + " ms");
        return called;
    }

    private Process start(String... words) {
        return process(List.of(), words);
    }

    private Process process(List<String> jvm, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", JAR));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("OPENAI_API_KEY", "sk-test");
        builder.environment().remove("CLASSPATH");
        try {
            return ShortLived.start(builder.redirectErrorStream(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Called finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Called(process.waitFor(), out);
    }
}
