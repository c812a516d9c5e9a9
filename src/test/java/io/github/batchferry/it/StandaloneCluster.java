package io.github.batchferry.it;

import io.github.batchferry.child.ShortLived;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master and two workers, each a process of its own, on two addresses of this machine: a speculative copy of a task
 * never goes to the host of the first one, so one host cannot show it.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Pattern MASTER = Pattern.compile(".*Starting Spark master at (spark://\\S+).*");
    private static final Pattern REGISTERED = Pattern.compile(".*(Successfully registered) with master.*");
    private static final List<String> HOSTS = List.of("127.0.0.2", "127.0.0.3");

    private static final Duration LIFE = Duration.ofMinutes(20);

    private final Path directory;
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String master;

    private StandaloneCluster(Path directory) throws IOException {
        this.directory = directory;
        home = home(directory.resolve("home"));
        try {
            Process first = start(
                    "127.0.0.1",
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--webui-port",
                    "0");
            master = said(first, MASTER);
            List<Process> workers = new ArrayList<>();
            for (String host : HOSTS) {
                workers.add(worker(host));
            }
            for (Process worker : workers) {
                said(worker, REGISTERED);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static StandaloneCluster start(Path directory) throws IOException {
        return new StandaloneCluster(directory);
    }

    String master() {
        return master;
    }

    /** Where workers keep what executors say and are sent. */
    Path work() {
        return directory.resolve("work");
    }

    @Override
    public void close() {
        List<ProcessHandle> executors =
                processes.stream().flatMap(Process::descendants).toList();
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    private Process worker(String host) throws IOException {
        return start(
                host,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                host,
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "4",
                "--memory",
                "2g",
                "--work-dir",
                work().resolve(host).toString(),
                master);
    }

    private Process start(String host, String mainClass, String... arguments) throws IOException {
        ProcessBuilder builder =
                ChildJvm.of(home.resolve("jars") + "/*", mainClass, List.of("-Xmx256m"), List.of(arguments));
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", SparkExtension.LEG.split("/")[1]);
        builder.environment().put("SPARK_LOCAL_IP", host);
        // Executors may die as often as the tests like.
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dspark.deploy.maxExecutorRetries=-1");
        Process process = ShortLived.start(builder.redirectErrorStream(true), LIFE);
        processes.add(process);
        return process;
    }

    /** Workers start executors from here, as from an unpacked distribution. */
    private static Path home(Path home) throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : ChildJvm.classPath().split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        return home;
    }

    /** Reads on in the background, so that the process is never stopped by a full pipe. */
    private static String said(Process process, Pattern words) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            all.append(line).append('\n');
            Matcher matcher = words.matcher(line);
            if (matcher.matches()) {
                Thread rest = new Thread(() -> readOn(lines), "reads on");
                rest.setDaemon(true);
                rest.start();
                return matcher.group(1);
            }
        }
        throw new IllegalStateException("the process ended after it said:\n" + all);
    }

    private static void readOn(BufferedReader lines) {
        try {
            lines.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The process was ended.
        }
    }
}
