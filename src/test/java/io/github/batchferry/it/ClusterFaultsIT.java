package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a standalone cluster of two hosts, whose executors have no way to the server: whatever becomes of tasks, executors
 * and stages, each row is staged once, paid once and answered once.
 */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class ClusterFaultsIT {
    private static final int ROWS = ClusterApplication.ROWS;
    private static final int PARTITIONS = ClusterApplication.PARTITIONS;

    @TempDir
    static Path directory;

    private static StepServer steps;
    private static StandaloneCluster cluster;
    private static DriverProcess application;
    private static DriverProcess speculating;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @BeforeAll
    static void start() throws IOException {
        steps = new StepServer();
        cluster = StandaloneCluster.start(directory);
        application = DriverProcess.start(ClusterApplication.class, arguments());
        speculating = DriverProcess.start(
                ClusterApplication.class,
                arguments(
                        "spark.speculation=true",
                        "spark.speculation.interval=50ms",
                        "spark.speculation.quantile=0.5",
                        "spark.speculation.multiplier=1"));
        application.awaitReady();
        speculating.awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        application.close();
        speculating.close();
        cluster.close();
        steps.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "row 0",
                "row 7",
                "end",
                "create rows",
                "created rows",
                "create jsonl",
                "created jsonl",
                "close jsonl",
                "closed jsonl",
                "create ids",
                "close ids",
                "close rows",
                "closed rows"
            })
    void aTaskThatFailsAtAnyStepIsPaidOnce(String step) {
        steps.once(step, StepServer.THROW);
        assertThat(told(application, "write")).isEqualTo("done");
        assertThat(steps.seen()).anyMatch(seen -> seen.partition() == 0 && seen.attempt() == 1);
        assertEachIsStagedAndPaidAndAnsweredOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"row 7", "created jsonl", "closed jsonl", "closed rows"})
    void anExecutorThatDiesAtAnyStepIsPaidOnce(String step) {
        steps.once(step, StepServer.HALT);
        assertThat(told(application, "write")).isEqualTo("done");
        assertThat(steps.seen()).anyMatch(seen -> seen.partition() == 0 && seen.attempt() == 1);
        assertEachIsStagedAndPaidAndAnsweredOnce();
    }

    @Test
    void ofTwoCopiesThatBothCommitOneIsSealed() {
        CountDownLatch both = new CountDownLatch(2);
        steps.follow(at -> {
            if (at.partition() == 0 && at.name().equals("close rows")) {
                both.countDown();
                both.await();
            }
            return StepServer.GO;
        });
        assertThat(told(speculating, "write")).isEqualTo("done");
        assertThat(steps.seen())
                .filteredOn(seen -> seen.partition() == 0 && seen.name().equals("close rows"))
                .extracting(Step::attempt)
                .containsExactlyInAnyOrder(0, 1);
        assertEachIsStagedAndPaidAndAnsweredOnce();
    }

    @Test
    void aCopyThatLosesInTheMiddleOfItsRowsIsInterruptedAndLeavesNothing() throws InterruptedException {
        steps.follow(at -> at.isFirstTryOf("row 3", 0) ? steps.keep() : StepServer.GO);
        assertThat(told(speculating, "write")).isEqualTo("done");
        steps.awaitLeaving();
        assertThat(steps.seen()).contains(new Step("closed rows", 0, 1, 0));
        assertThat(steps.seen()).doesNotContain(new Step("row 4", 0, 0, 0), new Step("closed rows", 0, 0, 0));
        assertEachIsStagedAndPaidAndAnsweredOnce();
    }

    @Test
    void aStageThatRunsAgainBecauseItsInputWasLostIsPaidOnce() {
        loseTheInputOfPartition0AfterTheOthersCommitted();
        assertThat(told(application, "shuffle")).isEqualTo("done");
        assertThat(steps.seen()).anyMatch(seen -> seen.partition() == 0 && seen.stageAttempt() > 0);
        assertEachIsStagedAndPaidAndAnsweredOnce();
    }

    @Test
    void aStageThatRunsAgainOverAnInputThatDiffersIsPaidOnceForWhatWasSealed() {
        loseTheInputOfPartition0AfterTheOthersCommitted();
        String said = told(application, "unrepeatable");
        if (!said.equals("done")) {
            assertThat(said).as("Spark 4.1 and later compare").contains("indeterminate output");
            assertThat(server.bill().batches()).isZero();
            steps.follow(at -> StepServer.GO);
            assertThat(told(application, "unrepeatable")).isEqualTo("done");
        }
        Dataset<Row> results = assertStagedAndPaidOnce();
        assertThat(results.collectAsList())
                .extracting(row -> Integer.parseInt(row.getString(0).split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(ids());
        assertThat(results.collectAsList())
                .allSatisfy(row -> assertThat(row.getString(1))
                        .isEqualTo("emulated answer to sha256:" + Hashes.sha256(row.getString(0))));
    }

    @Test
    void executorsNeedNoWayToTheServerAndNoKey() throws IOException {
        steps.follow(at -> StepServer.GO);
        application.tell("reach", server.url());
        assertThat(application.answer()).isEqualTo("[no connection]");
        assertThat(told(application, "write")).isEqualTo("done");
        application.tell("read", server.job("job"));
        assertThat(application.answer()).isEqualTo(ROWS + " succeeded");
        assertEachIsStagedAndPaidAndAnsweredOnce();
        assertThat(executorClasses())
                .contains("io.github.batchferry.shard.PartStaging ", "io.github.batchferry.result.AnswerReader ")
                .doesNotContain("io.github.batchferry.http.", "io.github.batchferry.connect.", "shaded.okhttp3");
        try (Stream<Path> files = Files.walk(cluster.work())) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(Rehearsal.KEY));
        }
    }

    private static void loseTheInputOfPartition0AfterTheOthersCommitted() {
        CountDownLatch others = new CountDownLatch(PARTITIONS - 1);
        steps.follow(at -> {
            if (at.partition() > 0 && at.name().equals("closed rows")) {
                others.countDown();
            }
            if (at.isFirstTryOf("row 3", 0)) {
                others.await();
                return StepServer.HALT;
            }
            return StepServer.GO;
        });
    }

    private String told(DriverProcess driver, String what) {
        driver.tell(what, server.url(), "steps:" + server.job("job"));
        return driver.answer();
    }

    private void assertEachIsStagedAndPaidAndAnsweredOnce() {
        assertThat(assertStagedAndPaidOnce().collectAsList())
                .extracting(row -> row.getString(0) + " = " + row.getString(1))
                .containsExactlyInAnyOrderElementsOf(ids().stream()
                        .map(id -> "prompt " + id + " = " + Prompts.answer(id))
                        .toList());
    }

    private Dataset<Row> assertStagedAndPaidOnce() {
        Patience.until(() -> attempts().size() == PARTITIONS);
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
        assertThat(attempts()).extracting(name -> name.substring(0, 10)).doesNotHaveDuplicates();
        return results.select("prompt", "output");
    }

    /** The attempts of which there is a file: {@code part-00003-17}. */
    private List<String> attempts() {
        try (Stream<Path> files = Files.walk(Path.of(server.job("job"), "writes"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replaceFirst("^(part-\\d+-\\d+).*", "$1"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> ids() {
        return IntStream.range(0, ROWS).boxed().toList();
    }

    private static String executorClasses() throws IOException {
        StringBuilder classes = new StringBuilder();
        try (Stream<Path> logs = Files.list(directory.resolve("classes"))) {
            for (Path log : logs.toList()) {
                classes.append(Files.readString(log));
            }
        }
        return classes.toString();
    }

    /** Executors log the classes that they load, know no host by name, and are told to use a proxy that is not there. */
    private static List<String> arguments(String... more) throws IOException {
        Path noHosts = directory.resolve("hosts");
        Files.write(noHosts, List.of("# none"));
        Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                cluster.master(),
                "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                        + " -Xlog:class+load:file=" + directory.resolve("classes") + "/%p.log"
                        + " -Djdk.net.hosts.file=" + noHosts
                        + " -DsocksProxyHost=127.0.0.1 -DsocksProxyPort=1 -DsocksNonProxyHosts="
                        + " -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1 -Dhttp.nonProxyHosts="
                        + " -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1",
                "spark.executor.extraClassPath=" + testClasses(),
                "spark.executor.memory=512m",
                "spark.executor.cores=2",
                "spark.cores.max=4",
                "spark.task.maxFailures=8",
                "spark.ui.enabled=false",
                "spark.driver.host=127.0.0.1",
                "spark.driver.bindAddress=127.0.0.1",
                "spark.sql.shuffle.partitions=" + PARTITIONS,
                "spark.hadoop." + SteppingFileSystem.IMPLEMENTATION + "=" + SteppingFileSystem.class.getName(),
                "spark.hadoop." + SteppingFileSystem.PORT + "=" + steps.port()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static String testClasses() {
        return Path.of(ClusterFaultsIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
