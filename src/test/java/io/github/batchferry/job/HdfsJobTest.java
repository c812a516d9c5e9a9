package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.HadoopStore;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs on a real name node and data node. */
class HdfsJobTest {
    @TempDir
    static Path directory;

    private static Configuration configuration;
    private static MiniDFSCluster cluster;
    private static Harbour harbour;
    private static ExecutorService threads;

    @BeforeAll
    static void start() throws IOException {
        Configuration site = new Configuration();
        site.set("hdfs.minidfs.basedir", directory.resolve("hdfs").toString());
        site.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
        cluster = new MiniDFSCluster.Builder(site).numDataNodes(1).build();
        cluster.waitActive();
        configuration = new Configuration(cluster.getConfiguration(0));
        configuration.setBoolean("fs.hdfs.impl.disable.cache", true);
        harbour = new Harbour(directory.resolve("emulator"));
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        harbour.close();
        cluster.shutdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/one", "/two", "/with space/100%/%20", "/日本/a#b?c"})
    void twoDriversAtOnceBuyEachRequestOnceAndItsAnswersAreReadBack(String path) throws Exception {
        long before = harbour.purchased();
        List<Callable<Await.End>> both =
                List.of(() -> driver(path).finish(), () -> driver(path).finish());
        for (Future<Await.End> end : threads.invokeAll(both)) {
            assertThat(end.get()).isEqualTo(Await.End.ENDED);
        }
        Driver last = driver(path);
        last.finish();
        assertThat(last.state().writes()).hasSize(1);
        assertThat(harbour.purchasedMoreThanOnce()).isZero();
        assertThat(harbour.purchased() - before).isEqualTo(Driver.ROWS);
        assertThat(answers(last.state(), store(path))).isEqualTo(Driver.ROWS);
    }

    private static int answers(JobState state, JobStore store) throws IOException {
        int answers = 0;
        for (BatchState batch : state.batches(BatchState.Phase.COLLECTED)) {
            Event.Collected collected = batch.collected();
            try (AnswerReader reader = AnswerReader.open(
                    store,
                    recorded(collected.index()),
                    recorded(collected.output()),
                    null,
                    AnswerRules.of(Endpoints.CHAT_COMPLETIONS),
                    Extent.OUTPUT)) {
                reader.load(0, reader.size());
                for (int position = 0; position < reader.size(); position++) {
                    reader.seek(position);
                    assertThat(reader.text().toString()).isNotEmpty();
                    answers++;
                }
            }
        }
        return answers;
    }

    private static RecordedFile recorded(CollectedFile file) {
        return new RecordedFile(file.path(), file.bytes());
    }

    private static Driver driver(String path) throws IOException {
        return new Driver(harbour, store(path), OnDoubt.HOLD, Steps.UNHINDERED);
    }

    private static JobStore store(String path) throws IOException {
        return HadoopStore.open(cluster.getURI() + path, configuration);
    }
}
