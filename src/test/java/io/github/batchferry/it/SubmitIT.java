package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.child.ShortLived;
import io.github.batchferry.cli.SealedJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spark-submit --properties-file conf/spark-defaults.conf --class io.github.batchferry.cli.Main}. */
class SubmitIT {
    private static final String JAR = System.getProperty("batchferry.jar");

    @TempDir
    Path directory;

    @Test
    void theCommandLineRunsUnderSparkSubmitWithOurDefaults() throws Exception {
        Path job = directory.resolve("job");
        SealedJob.create(job, "emulator", "env:OPENAI_API_KEY", List.of("one", "two", "three"));
        String said = submit("await", job.toUri().toString(), "--poll-interval", "50ms");
        assertThat(said).contains("2 of 2 batches collected").contains("next: spark.read");
        assertThat(submit("status", job.toString())).contains(": ended").contains("3 rows: 3 succeeded");
    }

    @Test
    void aStoreThatOnlyHadoopKnowsIsOpenedThere() throws Exception {
        assertThat(submit("status", "hdfs://nowhere.invalid/job"))
                .contains("error: cannot open the job directory hdfs://nowhere.invalid/job")
                .doesNotContain("spark-submit --class");
    }

    private String submit(String... words) throws IOException, InterruptedException {
        Path log = directory.resolve("submit.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlog4j2.configurationFile=conf/log4j2.properties",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[1]",
                "--properties-file",
                "conf/spark-defaults.conf",
                "--class",
                "io.github.batchferry.cli.Main",
                JAR));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of(JAR).getParent().getParent().toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().remove("SPARK_HOME");
        ShortLived.start(builder.redirectErrorStream(true).redirectOutput(log.toFile()))
                .waitFor();
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
