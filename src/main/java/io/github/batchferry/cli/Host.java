package io.github.batchferry.cli;

import io.github.batchferry.batch.Time;
import io.github.batchferry.job.JobProgress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What a command meets outside of itself. */
record Host(
        PrintStream out,
        PrintStream err,
        JobProgress.Terminal terminal,
        Map<String, String> environment,
        Path directory,
        Time time) {
    /** This process. Its output is UTF-8 whatever the locale, as jobs hold text of all languages. */
    static Host ofThisProcess() {
        return new Host(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                JobProgress.Terminal.ofThisProcess(),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Time.SYSTEM);
    }

    /** Whether {@code spark-submit} has put Hadoop on the class path; found without loading any of it. */
    boolean hadoopIsThere() {
        return Host.class.getClassLoader().getResource("org/apache/hadoop/conf/Configuration.class") != null;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
