package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ledger that cannot be understood is never taken for an empty one: no mode writes, buys or reads. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class StrangeLedgerIT {
    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aLedgerOfANewerVersionIsLeftAlone(SparkSession spark) throws IOException {
        assertRefused(
                spark,
                text -> sealed(text.replace("\"format\":1", "\"format\":99")),
                "ledger format 99",
                "use the newer version that wrote it");
    }

    @Test
    void aLedgerOfAFormatThatNeverWasIsLeftAlone(SparkSession spark) throws IOException {
        assertRefused(spark, text -> sealed(text.replace("\"format\":1", "\"format\":0")), "is short or damaged");
    }

    @Test
    void aDamagedLedgerIsLeftAlone(SparkSession spark) throws IOException {
        assertRefused(
                spark,
                text -> text.substring(0, text.length() / 2),
                "is short or damaged",
                "Restore the file from a copy of the job directory");
    }

    private void assertRefused(SparkSession spark, UnaryOperator<String> change, String... words) throws IOException {
        server.write(Prompts.of(spark, 10, 2)).save(server.job("job"));
        Path entry = Path.of(server.job("job"), "ledger", "00000000000000000002.json");
        Files.writeString(entry, change.apply(Files.readString(entry)));
        for (SaveMode mode : SaveMode.values()) {
            assertThatThrownBy(() ->
                            server.write(Prompts.of(spark, 10, 2)).mode(mode).save(server.job("job")))
                    .message()
                    .contains(words);
        }
        assertThatThrownBy(() -> server.results(server.job("job")).count())
                .message()
                .contains(words);
        assertThat(server.bill().batches()).isEqualTo(1);
    }

    /** With the checksum that belongs to this text, as its last field. */
    private static String sealed(String text) {
        String open = text.substring(0, text.lastIndexOf(",\"crc32c\""));
        CRC32C checksum = new CRC32C();
        checksum.update(open.getBytes(StandardCharsets.UTF_8));
        return open + ",\"crc32c\":\"%08x\"}".formatted(checksum.getValue());
    }
}
