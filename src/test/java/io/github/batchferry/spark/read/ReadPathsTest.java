package io.github.batchferry.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code explain()} says of a read: columns that are read whole by their name, of others the fields. */
class ReadPathsTest {
    private static final StructType JOB = StructType.fromDDL("id BIGINT, status STRING, output STRUCT<label: STRING,"
            + " place: STRUCT<city: STRING, zip: INT>, items: ARRAY<STRUCT<price: DOUBLE, name: STRING>>>");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id BIGINT, status STRING               | id, status",
                "output STRUCT<label: STRING>           | output.label",
                "id BIGINT, output STRUCT<label: STRING, place: STRUCT<zip: INT>> | id, output.label, output.place.zip",
                "output STRUCT<place: STRUCT<city: STRING, zip: INT>>             | output.place",
                "output STRUCT<items: ARRAY<STRUCT<price: DOUBLE>>>               | output.items.price",
                "_attempt INT                           | _attempt",
            })
    void whatIsReadIsNamedAsFarAsItIsRead(String read, String paths) {
        assertThat(ReadPaths.of(StructType.fromDDL(read), JOB)).hasToString("[" + paths + "]");
        assertThat(ReadPaths.of(JOB, JOB)).containsExactly("id", "status", "output");
    }
}
