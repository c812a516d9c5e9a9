package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.child.ShortLived;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A key and prompts that are like no other text go through all that users do with them. Afterwards the key is nowhere,
 * and the prompts are in the data files of their jobs alone.
 */
class CanaryIT {
    private static final Canary KEY = new Canary("Qk7vTz2WmXr9LpYd4HsBn6GcJf3aEu");
    private static final Canary PROMPT = new Canary("zebrafinchWq8mLxv2PtRk5NyHd");
    private static final Canary PLANTED = new Canary("plantedGj4bVz7KcSe1UwQxMf9T");

    private static final String COMMAND_LINE = "io.github.batchferry.cli.Main";

    @TempDir
    static Path directory;

    /** What was kept, by what it is and where it stands. */
    private static final Map<String, Map<String, String>> ARTEFACTS = new LinkedHashMap<>();

    private static final Map<String, String> DATA = new LinkedHashMap<>();

    private static Emulator emulator;
    private static Wiretap wire;

    @BeforeAll
    static void doWhatUsersDo() throws Exception {
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("server")));
        wire = new Wiretap(emulator.url());
        Path driver = Files.createDirectory(directory.resolve("driver"));
        Files.write(
                driver.resolve(CanaryDriver.PROMPTS),
                IntStream.range(0, 8).mapToObj(i -> PROMPT.text() + " " + i).toList());
        run(
                driver,
                ChildJvm.of(
                        CanaryDriver.class.getName(),
                        List.of("-Xmx600m", "-Dlog4j2.configurationFile=" + logging(driver)),
                        List.of(
                                wire.url(),
                                emulator.url().replace("/v1", "/emulator/faults"),
                                driver.toString(),
                                PLANTED.text())));
        Path line = Files.createDirectory(directory.resolve("line"));
        String job = driver.resolve("jobs").resolve("told-" + PLANTED.text()).toString();
        for (List<String> command : List.of(
                List.of("status", job),
                List.of("status", job, "--json"),
                List.of("advance", job),
                List.of("resolve", job, "1", "--not-bought"))) {
            run(line, ChildJvm.of(System.getProperty("batchferry.jar"), COMMAND_LINE, List.of(), command));
        }
        keep("log", driver.resolve("stderr.txt"));
        keep("output", driver.resolve("stdout.txt"));
        keep("errors", driver.resolve("errors.txt"));
        keep("event log", driver.resolve("events"));
        keep("pages and REST of the UI", driver.resolve("rest"));
        keep("command line", line);
        keep("job directories", driver.resolve("jobs"));
        ARTEFACTS.put("wire", Map.of("requests", wire.seen()));
    }

    @AfterAll
    static void stop() throws IOException {
        wire.close();
        emulator.close();
    }

    @Test
    void theKeyIsNowhere() {
        assertNowhere(KEY);
        assertThat(DATA)
                .noneSatisfy((name, content) -> assertThat(KEY.isIn(content)).isTrue());
    }

    @Test
    void thePromptsAreInDataFilesAlone() {
        assertNowhere(PROMPT);
    }

    @Test
    void theKeyAndThePromptsWereInUse() {
        assertThat(wire.keys()).contains(KEY.text());
        assertThat(DATA.keySet()).anyMatch(name -> name.endsWith(".rows")).anyMatch(name -> name.endsWith(".jsonl"));
        assertThat(DATA.values()).anyMatch(PROMPT::isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "output",
                "errors",
                "event log",
                "pages and REST of the UI",
                "command line",
                "job directories",
                "wire"
            })
    void whatWasPlantedIsFoundInEachKindOfArtefact(String kind) {
        assertThat(ARTEFACTS).containsKey(kind);
        assertThat(ARTEFACTS.get(kind).values()).anyMatch(PLANTED::isIn);
    }

    @Test
    void aCanaryIsFoundInEveryFormThatItTakes() {
        String text = PROMPT.text();
        assertThat(PROMPT.isIn("before" + text + "after")).isTrue();
        assertThat(PROMPT.isIn(text.toUpperCase(Locale.ROOT))).isTrue();
        for (int before = 0; before < 9; before++) {
            byte[] bytes = ("q".repeat(before) + text + "q").getBytes(StandardCharsets.US_ASCII);
            assertThat(PROMPT.isIn(Base64.getEncoder().encodeToString(bytes))).isTrue();
            assertThat(PROMPT.isIn(HexFormat.of().withUpperCase().formatHex(bytes)))
                    .isTrue();
            assertThat(PROMPT.isIn(unsafeRow(new String(bytes, StandardCharsets.US_ASCII))))
                    .isTrue();
        }
        assertThat(PROMPT.isIn(unsafeRow("another text of about the same length")))
                .isFalse();
    }

    private static void assertNowhere(Canary canary) {
        List<String> found = new ArrayList<>();
        ARTEFACTS.forEach((kind, artefacts) -> artefacts.forEach((name, content) ->
                content.lines().filter(canary::isIn).forEach(line -> found.add(kind + ", " + name + ": " + line))));
        assertThat(found).isEmpty();
    }

    private static void keep(String kind, Path root) throws IOException {
        Map<String, String> kept = ARTEFACTS.computeIfAbsent(kind, any -> new LinkedHashMap<>());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                (isData(file) ? DATA : kept).put(directory.relativize(file).toString(), content);
            }
        }
    }

    /** Rows, request lines and results of a job, and the state of the built-in server. */
    private static boolean isData(Path file) {
        String path = file.toString();
        return path.endsWith(".rows")
                || path.endsWith(".jsonl")
                || path.contains("/results/")
                || path.contains("/emulator/");
    }

    private static void run(Path output, ProcessBuilder builder) throws Exception {
        builder.environment().put("OPENAI_API_KEY", KEY.text());
        builder.environment().put("BATCHFERRY_DEBUG", "1");
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                        output.resolve("stdout.txt").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        output.resolve("stderr.txt").toFile()));
        ShortLived.start(builder).waitFor();
    }

    private static Path logging(Path driver) throws IOException {
        return Files.writeString(driver.resolve("log4j2.properties"), """
                rootLogger.level = info
                rootLogger.appenderRef.stderr.ref = stderr
                appender.console.type = Console
                appender.console.name = stderr
                appender.console.target = SYSTEM_ERR
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %p %c: %m%n%ex
                logger.batchferry.name = io.github.batchferry
                logger.batchferry.level = debug
                """);
    }

    private static String unsafeRow(String text) {
        InternalRow row = new GenericInternalRow(new Object[] {7L, UTF8String.fromString(text)});
        StructType schema = new StructType().add("id", "long").add("prompt", "string");
        return UnsafeProjection.create(schema).apply(row).toString();
    }
}
