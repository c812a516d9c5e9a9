package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.store.HadoopStore;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** S3A of this leg's Hadoop against a server of S3, by {@code dev/stores}. Hadoop creates on a condition since 3.4.2. */
@ExtendWith(SparkExtension.class)
class ObjectStoreIT {
    private static final int ROUNDS = 100;
    private static final int THREADS = 3;
    private static final int ROWS = 10;

    @TempDir
    static Path directory;

    private static S3Server s3;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @BeforeAll
    static void start() throws IOException {
        s3 = S3Server.start(directory);
        s3.describeTo(SparkExtension.session().sparkContext().hadoopConfiguration());
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Test
    void ofManyCreatorsOneWinsWhereTheStoreSaysSo() throws Exception {
        Configuration configuration =
                new Configuration(SparkExtension.session().sparkContext().hadoopConfiguration());
        configuration.setBoolean("fs.s3a.impl.disable.cache", true);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<boolean[]>> racers = new ArrayList<>();
        boolean atomic = false;
        for (int thread = 0; thread < THREADS; thread++) {
            JobStore store = HadoopStore.open("s3a://jobs/race", configuration);
            byte[] mine = ("by " + thread).getBytes(StandardCharsets.UTF_8);
            atomic = store.atomicCreate();
            racers.add(threads.submit(() -> race(store, start, mine)));
        }
        int twice = 0;
        int nobody = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int winners = 0;
            for (Future<boolean[]> racer : racers) {
                winners += racer.get()[round] ? 1 : 0;
            }
            twice += winners > 1 ? 1 : 0;
            nobody += winners == 0 ? 1 : 0;
        }
        threads.shutdown();
        System.out.println("S3A of Hadoop " + VersionInfo.getVersion() + ": says atomic=" + atomic + "; " + ROUNDS
                + " rounds of " + THREADS + " creators, several winners in " + twice + ", none in " + nobody);
        assertThat(atomic).isEqualTo(createsOnCondition());
        if (atomic) {
            assertThat(twice).isZero();
            assertThat(nobody).isZero();
        }
    }

    @Test
    void aJobNeedsTheWordOfItsOwnerWhereDriversCannotExcludeEachOther(SparkSession spark) {
        DataFrameWriter<Row> write = server.write(Prompts.of(spark, ROWS, 2));
        if (createsOnCondition()) {
            write.save("s3a://jobs/plain");
            assertPaidAndAnsweredOnce("s3a://jobs/plain");
        } else {
            assertThatThrownBy(() -> write.save("s3a://jobs/plain"))
                    .hasMessageContaining("two drivers cannot exclude each other on the storage of s3a://jobs/plain")
                    .hasMessageContaining("singleWriter=acknowledged");
            assertThat(server.bill().batches()).isZero();
            write.option("singleWriter", "acknowledged").save("s3a://jobs/plain");
            assertPaidAndAnsweredOnce("s3a://jobs/plain");
        }
    }

    @Test
    void aJobGoesThroughAndIsCarriedOnAndTwiceRead(SparkSession spark) {
        String job = "s3a://jobs/deep/with space/job";
        for (int run = 0; run < 2; run++) {
            server.write(Prompts.of(spark, ROWS, 2))
                    .option("singleWriter", "acknowledged")
                    .mode(SaveMode.Ignore)
                    .save(job);
            assertPaidAndAnsweredOnce(job);
        }
        List<String> expected = new ArrayList<>();
        for (int id = 0; id < ROWS; id++) {
            expected.add(Prompts.answer(id));
        }
        assertThat(server.results(job).select("output").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyElementsOf(expected);
    }

    private void assertPaidAndAnsweredOnce(String job) {
        assertThat(server.results(job).where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    private static boolean[] race(JobStore store, CyclicBarrier start, byte[] mine) throws Exception {
        boolean[] won = new boolean[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            start.await();
            won[round] = store.createIfAbsent("ledger/" + round + ".json", mine);
        }
        return won;
    }

    private static boolean createsOnCondition() {
        return !VersionInfo.getVersion().startsWith("3.3.")
                && !VersionInfo.getVersion().equals("3.4.1");
    }
}
