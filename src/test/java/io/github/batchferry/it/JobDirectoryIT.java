package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job directory under any name, and one whose files are not what they were. */
@ExtendWith(SparkExtension.class)
class JobDirectoryIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%", "%20", "a:b", "日本", "a#b?c", "[x]{y}*"})
    void aPathOfAnyCharactersHoldsAWholeJob(String name, SparkSession spark) {
        String job = server.job(name);
        server.write(Prompts.of(spark, ROWS, 2)).save(job);
        assertThat(server.results(job).where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(Path.of(job).resolve("ledger")).isDirectory();
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "writes,.rows,-8",
        "writes,.rows,8",
        "results,.output.jsonl,-1",
        "results,.output.jsonl,1",
        "results,.index,-72",
        "results,.index,72"
    })
    void aFileThatIsNotAsLongAsItWasStopsAReadAndNothingIsBoughtAgain(
            String folder, String ending, int more, SparkSession spark) throws IOException {
        String job = server.job("job");
        server.write(Prompts.of(spark, ROWS, 1)).save(job);
        assertThat(server.results(job).count()).isEqualTo(ROWS);
        Path file = find(Path.of(job, folder), ending);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + more));
        assertThatThrownBy(() -> server.results(job).collectAsList())
                .hasStackTraceContaining(file.getFileName() + "")
                .hasStackTraceContaining("has " + (whole.length + more) + " bytes")
                .hasStackTraceContaining("estore it from a copy of the job directory");
        Files.write(file, whole);
        assertThat(server.results(job).where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    private static Path find(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
