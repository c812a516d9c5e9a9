package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.cost.BodySample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar is put next to whatever a cluster has: it may bring nothing under another's name. */
@OnOneSpark
class JarContentsIT {
    private static final String JAR = System.getProperty("batchferry.jar");
    private static final String SERVICES = "META-INF/services/";

    @Test
    void everyClassIsUnderOurName() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(names(jar))
                    .filteredOn(name -> name.endsWith(".class"))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/github/batchferry/"));
        }
    }

    @Test
    void everyResourceIsOursOrSaysWhoseItIs() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(names(jar))
                    .contains(
                            "META-INF/MANIFEST.MF",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/jtokkit-LICENSE",
                            "META-INF/litellm-LICENSE",
                            "META-INF/slf4j-LICENSE")
                    .allMatch(name -> name.startsWith("io/github/batchferry/")
                            || name.startsWith(SERVICES)
                            || name.matches("META-INF/(MANIFEST.MF|NOTICE|([A-Za-z0-9-]+-)?LICENSE)"));
        }
    }

    @Test
    void servicesNameClassesThatTheJarHas() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> services = names(jar).stream()
                    .filter(name -> name.startsWith(SERVICES))
                    .toList();
            assertThat(services)
                    .contains(SERVICES + "io.github.batchferry.shaded.com.fasterxml.jackson.core.JsonFactory");
            for (String service : services) {
                assertThat(lines(jar, service))
                        .isNotEmpty()
                        .allSatisfy(provider -> assertThat(jar.getEntry(provider.replace('.', '/') + ".class"))
                                .as("%s, named in %s", provider, service)
                                .isNotNull());
            }
        }
    }

    @Test
    void theRelocatedJacksonIsFoundAsAService() throws ClassNotFoundException {
        Class<?> codec = Class.forName("io.github.batchferry.shaded.com.fasterxml.jackson.core.ObjectCodec");
        assertThat(ServiceLoader.load(codec))
                .anyMatch(found -> found.getClass()
                        .getName()
                        .equals("io.github.batchferry.shaded.com.fasterxml.jackson.databind.ObjectMapper"));
    }

    @Test
    void theRelocatedTokenizerFindsItsVocabularies() {
        byte[] body =
                "{\"input\":\"駅前に新しくできたパン屋は、朝早くから行列ができるほどの人気だ。\"}".repeat(5).getBytes(StandardCharsets.UTF_8);
        for (String model : List.of("gpt-4", "gpt-5")) {
            BodySample sample = new BodySample();
            sample.add(body, 0, body.length);
            assertThat(sample.tokens(model)).as(model).isGreaterThan(BodySample.atLeast(body.length, 1));
        }
    }

    @Test
    void aVocabularyThatNobodyUsesIsNotCarriedAlong() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(names(jar))
                    .filteredOn(name -> name.endsWith(".tiktoken"))
                    .containsExactlyInAnyOrder(
                            "io/github/batchferry/shaded/com/knuddels/jtokkit/cl100k_base.tiktoken",
                            "io/github/batchferry/shaded/com/knuddels/jtokkit/o200k_base.tiktoken");
        }
    }

    @Test
    void theManifestNamesTheCommandLineAndTheVersion() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            var main = jar.getManifest().getMainAttributes();
            assertThat(main.getValue("Main-Class")).isEqualTo("io.github.batchferry.cli.Main");
            assertThat(main.getValue("Implementation-Version")).isNotEmpty();
        }
    }

    private static List<String> names(JarFile jar) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private static List<String> lines(JarFile jar, String name) {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
