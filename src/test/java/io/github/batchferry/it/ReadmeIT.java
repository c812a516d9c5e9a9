package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the Java of the README as it stands there and runs it; only server, key and path are put in from outside. */
@ExtendWith(SparkExtension.class)
class ReadmeIT {
    private static final Path README = Path.of(System.getProperty("batchferry.jar"))
            .resolve("../../README.md")
            .normalize();
    private static final String JOBS_IN_README = "/data/jobs/";
    private static final String CONF = "spark.datasource.openai-batch.";
    private static final String TOKEN = "spark.readme.token";

    @TempDir
    Path directory;

    @Test
    void theFirstUseInJavaBuysAndBringsBack(SparkSession shared) throws Exception {
        List<Row> rows = ask(shared, snippets("java").get(0), "reviews", "id", "status", "output");

        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.getString(1)).isEqualTo("succeeded");
            assertThat(row.getString(2)).isNotBlank();
        });
    }

    @Test
    void theExampleWithASchemaGoesOnWithTheFirstAndBringsColumns(SparkSession shared) throws Exception {
        List<Row> rows =
                ask(shared, String.join("\n", snippets("java")), "labels", "status", "output.label", "output.score");

        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.getString(0)).isEqualTo("succeeded");
            assertThat(row.getString(1)).isIn("positive", "negative", "neutral");
            assertThat(row.getDouble(2)).isBetween(0.0, 1.0);
        });
    }

    @Test
    void theReadmeShowsOneJobInThreeLanguages() throws IOException {
        for (String language : List.of("python", "scala", "java")) {
            assertThat(snippets(language).get(0))
                    .contains("\"openai-batch\"", "mode(\"ignore\")", "save(\"" + JOBS_IN_README + "reviews\")")
                    .contains("load(\"" + JOBS_IN_README + "reviews\")");
        }
    }

    /** Runs statements of the README at a server of their own; the rows of one of their jobs. */
    private List<Row> ask(SparkSession shared, String statements, String job, String... columns) throws Exception {
        SparkSession spark = shared.newSession();
        SparkSession.setActiveSession(spark);
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory.resolve("emulator")))) {
            spark.conf().set(CONF + "baseUrl", emulator.url());
            spark.conf().set(CONF + "apiTokenRef", "conf:" + TOKEN);
            spark.conf().set(CONF + "pollInterval", "200ms");
            spark.conf().set(TOKEN, "sk-test");

            run(spark, statements.replace(JOBS_IN_README, directory + "/"));

            Dataset<Row> answers = spark.read()
                    .format("openai-batch")
                    .load(directory.resolve(job).toString());
            return answers.selectExpr(columns).collectAsList();
        } finally {
            SparkSession.setActiveSession(shared);
        }
    }

    private static List<String> snippets(String language) throws IOException {
        List<String> blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).as("README.md's blocks of " + language).isNotEmpty();
        return blocks;
    }

    private void run(SparkSession spark, String statements) throws Exception {
        Path source = directory.resolve("FirstUse.java");
        Files.writeString(source, """
                import org.apache.spark.sql.Dataset;
                import org.apache.spark.sql.Row;
                import org.apache.spark.sql.SparkSession;

                public class FirstUse {
                    public static void run(SparkSession spark) {
                %s    }
                }
                """.formatted(statements));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", directory.toString(), source.toString());
        assertThat(failed).as("javac of the README's Java: " + statements).isZero();
        URL[] classes = {new File(directory + File.separator).toURI().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, ReadmeIT.class.getClassLoader())) {
            loader.loadClass("FirstUse").getMethod("run", SparkSession.class).invoke(null, spark);
        }
    }
}
