package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.child.ShortLived;
import io.github.batchferry.cli.SealedJob;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code apiTokenRef=hadoop:alias}: a server that knows one key only, and that key is in a credential provider. */
@ExtendWith(SparkExtension.class)
class HadoopTokenIT {
    private static final String JAR = System.getProperty("batchferry.jar");
    private static final String KEY = "sk-only-in-the-provider-4711";
    private static final String REF = "hadoop:openai.token";
    private static final String PATH = "hadoop.security.credential.provider.path";

    @TempDir
    Path directory;

    private Emulator emulator;

    @BeforeEach
    void start() throws IOException {
        emulator =
                Emulator.start(EmulatorConfig.at(directory.resolve("emulator")).withProjects(Map.of(KEY, "ours")));
        Configuration configuration = new Configuration(false);
        configuration.set(PATH, provider());
        CredentialProvider provider =
                CredentialProviderFactory.getProviders(configuration).get(0);
        provider.createCredentialEntry("openai.token", KEY.toCharArray());
        provider.flush();
    }

    @AfterEach
    void stop() {
        SparkExtension.session().sparkContext().hadoopConfiguration().unset(PATH);
        SparkExtension.session().sparkContext().hadoopConfiguration().unset("openai.token");
        emulator.close();
    }

    @Test
    void aSessionFindsItInItsProvider(SparkSession spark) {
        spark.sparkContext().hadoopConfiguration().set(PATH, provider());
        write(spark);
        long answered = spark.read()
                .format("openai-batch")
                .option("pollInterval", "50ms")
                .load(job())
                .where("status = 'succeeded'")
                .count();
        assertThat(answered).isEqualTo(5);
    }

    @Test
    void aSessionRefusesItInTheHadoopConfigurationItself(SparkSession spark) {
        spark.sparkContext().hadoopConfiguration().set("openai.token", KEY);
        assertThatThrownBy(() -> write(spark))
                .hasMessageContaining("hadoop:openai.token stands in the Hadoop configuration itself")
                .message()
                .doesNotContain(KEY);
        assertThat(directory.resolve("job/writes")).doesNotExist();
    }

    @Test
    void theCommandLineUnderSparkSubmitFindsItInTheProviderOfTheSubmission() throws Exception {
        SealedJob.create(directory.resolve("job"), emulator.url(), REF, List.of("one", "two", "three"));
        String said = run(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[1]",
                "--conf",
                "spark.hadoop." + PATH + "=" + provider(),
                "--class",
                "io.github.batchferry.cli.Main",
                JAR,
                "await",
                job(),
                "--poll-interval",
                "50ms");
        assertThat(said).contains("2 of 2 batches collected").doesNotContain(KEY);
    }

    @Test
    void plainJavaSaysThatHadoopIsNotThereAndWhatToDo() throws Exception {
        SealedJob.create(directory.resolve("job"), emulator.url(), REF, List.of("one"));
        assertThat(run("-jar", JAR, "advance", job()))
                .contains("error: apiTokenRef 'hadoop:openai.token' needs Hadoop, which is not here")
                .contains("spark-submit --class io.github.batchferry.cli.Main")
                .contains("env:NAME or file:/path");
    }

    private void write(SparkSession spark) {
        Prompts.of(spark, 5, 1)
                .write()
                .format("openai-batch")
                .option("baseUrl", emulator.url())
                .option("apiTokenRef", REF)
                .option("model", "gpt-6-luna")
                .save(job());
    }

    private String job() {
        return directory.resolve("job").toString();
    }

    private String provider() {
        return "localjceks://file" + directory.resolve("openai.jceks");
    }

    private String run(String... words) throws IOException, InterruptedException {
        Path log = directory.resolve("process.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().keySet().removeAll(List.of("SPARK_HOME", "OPENAI_API_KEY", "CLASSPATH"));
        ShortLived.start(builder.redirectErrorStream(true).redirectOutput(log.toFile()))
                .waitFor();
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
