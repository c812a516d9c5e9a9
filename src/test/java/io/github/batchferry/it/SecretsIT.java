package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API key is given to the DataFrame and seen nowhere else. */
@ExtendWith(SparkExtension.class)
class SecretsIT {
    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void theKeyIsInNoFileOfTheJobDirectory(SparkSession spark) throws IOException {
        String job = paidJob(spark);
        try (Stream<Path> files = Files.walk(Path.of(job))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(Rehearsal.KEY));
        }
    }

    @Test
    void theKeyIsInNoEventOfSpark(SparkSession spark) throws Exception {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                events.add(String.valueOf(start.properties()));
            }

            @Override
            public void onOtherEvent(SparkListenerEvent event) {
                events.add(event.toString());
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            paidJob(spark);
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        assertThat(events)
                .anySatisfy(event -> assertThat(event).contains("openai-batch"))
                .allSatisfy(event -> assertThat(event).doesNotContain(Rehearsal.KEY));
    }

    @Test
    void theKeyIsInNoPlanAndNoDescription(SparkSession spark) {
        String job = paidJob(spark);
        server.results(job).createOrReplaceTempView("answers");
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW by_sql USING `openai-batch` OPTIONS (path '" + job + "', apiToken '"
                + Rehearsal.KEY + "')");
        for (String view : new String[] {"answers", "by_sql"}) {
            assertThat(text(spark, "EXPLAIN EXTENDED SELECT * FROM " + view + " WHERE status = 'failed'"))
                    .contains("openai-batch")
                    .doesNotContain(Rehearsal.KEY);
            assertThat(text(spark, "DESCRIBE EXTENDED " + view))
                    .contains("status")
                    .doesNotContain(Rehearsal.KEY);
            assertThat(spark.sql("SELECT * FROM " + view).count()).isEqualTo(10);
        }
    }

    @Test
    void aKeyWhereSparkShowsItIsRefusedWithThePlaceToPutItAndToBeRenewed(SparkSession spark) {
        String job = paidJob(spark);
        assertRefused(() -> server.writeWithoutKey(Prompts.of(spark, 10, 2))
                .option("apiKey", Rehearsal.KEY)
                .save(server.job("other")));
        assertRefused(() -> spark.sql("CREATE TEMPORARY VIEW shown USING `openai-batch` OPTIONS (path '" + job
                + "', apiKey '" + Rehearsal.KEY + "')"));
        for (String name : new String[] {"apiKey", "apiToken"}) {
            String conf = "spark.datasource.openai-batch." + name;
            spark.sql("SET `" + conf + "`=" + Rehearsal.KEY);
            try {
                assertRefused(() -> server.results(job));
            } finally {
                spark.conf().unset(conf);
            }
        }
        assertThat(catchThrowable(() -> server.read()
                        .option("apiTokenRef", "conf:spark.openai.key")
                        .load(job)
                        .count()))
                .hasMessageContaining("names a conf that Spark shows")
                .hasMessageContaining("secret or token");
    }

    private static void assertRefused(ThrowingCallable use) {
        assertThat(catchThrowable(use))
                .hasMessageContaining("is refused (value not shown)")
                .hasMessageContaining("renew the")
                .hasMessageContaining("apiTokenRef")
                .hasMessageNotContaining(Rehearsal.KEY);
    }

    private String paidJob(SparkSession spark) {
        String job = server.job("job");
        server.write(Prompts.of(spark, 10, 2)).save(job);
        assertThat(server.results(job).where("status = 'succeeded'").count()).isEqualTo(10);
        return job;
    }

    private static String text(SparkSession spark, String sql) {
        return spark.sql(sql).collectAsList().toString();
    }
}
