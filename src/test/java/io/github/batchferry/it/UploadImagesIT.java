package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With uploadImages each distinct image is uploaded once, and requests name its file, whatever its size. */
@ExtendWith(SparkExtension.class)
class UploadImagesIT {
    private static final int ROWS = 200;
    private static final int IMAGES = 5;
    private static final int LINE_LIMIT = 50_000;

    /** Image 0 is larger than a line may be. */
    private static final String BYTES = "concat(unhex('89504E470D0A1A0A'), cast(repeat(cast(id % 5 AS string),"
            + " cast(if(id % 5 = 0, 100000, 100 + id % 5) AS int)) AS binary))";

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @ParameterizedTest
    @CsvSource({
        "/v1/responses, gpt-6-luna, /body/input/0/content/1, false",
        "/v1/responses, gpt-6-luna, /body/input/0/content/1, true",
        "/v1/images/edits, gpt-image-2, /body/images/0, false",
        "/v1/images/edits, gpt-image-2, /body/images/0, true"
    })
    void eachContentIsUploadedOnceAndNamedByItsRows(
            String endpoint, String model, String place, boolean dataUrl, SparkSession spark) {
        server.keepBatchesOpen();
        server.writeWithoutModel(
                        rows(spark, dataUrl ? "concat('data:image/png;base64,', base64(" + BYTES + "))" : BYTES))
                .option("endpoint", endpoint)
                .option("model", model)
                .option("imageColumn", "image")
                .option("uploadImages", "true")
                .option("maxBytesPerBatch", LINE_LIMIT)
                .save(server.job("job"));
        assertThat(server.images()).hasSize(IMAGES);
        assertThat(server.calls("POST /v1/files"))
                .isEqualTo(IMAGES + server.inputFiles().size());
        assertThat(namedBytes(place)).isEqualTo(expectedBytes());
        server.release();
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("status = 'succeeded' AND output IS NOT NULL").count())
                .isEqualTo(ROWS);
        assertThat(server.bill().requests()).isEqualTo(ROWS);
        assertThat(server.images()).hasSize(IMAGES);
    }

    @Test
    void theSameRowsAppendedAgainAreKnownAgain(SparkSession spark) {
        for (String mode : List.of("errorifexists", "append")) {
            try {
                server.write(rows(spark, BYTES))
                        .option("endpoint", "/v1/responses")
                        .option("imageColumn", "image")
                        .option("uploadImages", "true")
                        .mode(mode)
                        .save(server.job("job"));
            } catch (RuntimeException e) {
                assertThat(mode).isEqualTo("append");
                assertThat(e).hasMessageContaining("fingerprint");
                return;
            }
        }
        throw new AssertionError("the same rows were added twice");
    }

    /** How many bytes the image has that a row names, by the id of the row. */
    private Map<Long, Long> namedBytes(String place) {
        Map<String, Long> bytes = new HashMap<>();
        server.images()
                .forEach(image ->
                        bytes.put(image.path("id").asText(), image.path("bytes").asLong()));
        Map<Long, Long> named = new HashMap<>();
        List<JsonNode> files = new ArrayList<>(server.inputFiles());
        for (JsonNode file : files) {
            for (String line : server.content(file).split("\n")) {
                JsonNode request = Rehearsal.json(line);
                named.put(
                        Long.valueOf(request.path("custom_id").asText()),
                        bytes.get(request.at(place).path("file_id").asText()));
            }
        }
        return named;
    }

    private static Map<Long, Long> expectedBytes() {
        Map<Long, Long> bytes = new HashMap<>();
        for (long row = 0; row < ROWS; row++) {
            bytes.put(row, 8 + (row % IMAGES == 0 ? 100_000 : 100 + row % IMAGES));
        }
        return bytes;
    }

    private static Dataset<Row> rows(SparkSession spark, String image) {
        return Prompts.of(spark, ROWS, 4).selectExpr("id", "id AS custom_id", "prompt", image + " AS image");
    }
}
