package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.UserException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Guards the harness itself: a leg that sees another Spark, or our classes before packaging, proves nothing. */
@ExtendWith(SparkExtension.class)
class SparkLegIT {
    private static final Path JAR = Path.of(System.getProperty("batchferry.jar"));
    private static final String VERSION = SparkExtension.LEG.split("/")[0];
    private static final String SCALA = SparkExtension.LEG.split("/")[1];

    @Test
    void theSparkIsTheOneOfThisLeg(SparkSession spark) {
        assertThat(spark.version()).isEqualTo(VERSION);
        assertThat(spark.range(0, 100, 1, 4).groupBy("id").count().count()).isEqualTo(100);
    }

    @Test
    void everySparkJarIsOfThisVersionAndThisScala() {
        assertThat(classPath("spark-"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).endsWith("_" + SCALA + "-" + VERSION + ".jar"));
        assertThat(classPath("scala-library-"))
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("scala-library-" + SCALA + "."));
        assertThat(classPath("jackson-databind-")).hasSize(1);
    }

    @Test
    void ourClassesComeFromThePackagedJar() throws URISyntaxException {
        assertThat(sourceOf(UserException.class)).isEqualTo(JAR);
        assertThat(entries()).noneMatch(entry -> entry.endsWith("target" + File.separator + "classes"));
    }

    @Test
    void whatIsShadedIsOnlyThereUnderOurName() throws Exception {
        assertThat(sourceOf(Class.forName("io.github.batchferry.shaded.okhttp3.OkHttpClient")))
                .isEqualTo(JAR);
        assertThat(classPath("okhttp-jvm")).isEmpty();
        assertThat(absent("okio.Okio")).isTrue();
        assertThat(absent("picocli.CommandLine")).isTrue();
        assertThat(sourceOf(Class.forName("com.fasterxml.jackson.databind.ObjectMapper")))
                .isNotEqualTo(JAR);
    }

    @Test
    void scalaTestIsNowhere() {
        assertThat(classPath("scalatest")).isEmpty();
        assertThat(absent("org.scalatest.Suite")).isTrue();
        assertThat(absent("org.scalactic.Equality")).isTrue();
    }

    private static boolean absent(String className) {
        String resource = className.replace('.', '/') + ".class";
        return SparkLegIT.class.getClassLoader().getResource(resource) == null;
    }

    private static Path sourceOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<String> classPath(String prefix) {
        return entries().stream()
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Surefire hands the real class path over in its own property; {@code java.class.path} may be one manifest jar. */
    private static List<String> entries() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.asList(path.split(File.pathSeparator));
    }
}
