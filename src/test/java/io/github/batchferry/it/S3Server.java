package io.github.batchferry.it;

import io.github.batchferry.child.ShortLived;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** S3Mock in a process of its own, with a bucket {@code jobs}. With one thread for all requests, its conditions are atomic. */
final class S3Server implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports? (\\d+)");

    private static final Duration LIFE = Duration.ofMinutes(20);

    private final Process process;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3Server start(Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("s3mock.jar"),
                        "--server.port=0",
                        "--server.ssl.enabled=false",
                        "--server.tomcat.threads.max=1",
                        "--server.tomcat.threads.min-spare=1",
                        "--com.adobe.testing.s3mock.httpPort=0",
                        "--com.adobe.testing.s3mock.http-port=0",
                        "--com.adobe.testing.s3mock.store.initialBuckets=jobs",
                        "--com.adobe.testing.s3mock.store.root=" + directory))
                .redirectErrorStream(true);
        Process process = ShortLived.start(builder, LIFE);
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder log = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            log.append(line).append('\n');
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return new S3Server(process, Integer.parseInt(started.group(1)));
            }
        }
        throw new IOException("S3Mock did not start: " + log);
    }

    /** Sets what S3A must know to reach this server. */
    void describeTo(Configuration configuration) {
        configuration.set("fs.s3a.endpoint", "http://127.0.0.1:" + port);
        configuration.set("fs.s3a.endpoint.region", "us-east-1");
        configuration.set("fs.s3a.path.style.access", "true");
        configuration.set("fs.s3a.connection.ssl.enabled", "false");
        configuration.set("fs.s3a.access.key", "any");
        configuration.set("fs.s3a.secret.key", "any");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
