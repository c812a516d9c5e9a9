package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldBatchTest extends WorldFixture {
    private static final Pace SLOW =
            new Pace(Duration.ofSeconds(100), Duration.ofSeconds(100), Duration.ofSeconds(100));

    private static String counts(JsonNode batch) {
        return batch.path("request_counts").toString();
    }

    @Test
    void aNewBatchMayBeUnknownToItsGet() throws Exception {
        world("get=late");
        String id = create(upload(1)).json().path("id").asText();
        assertThat(client.get("batches/" + id).status()).isEqualTo(404);
        assertThat(ids(list())).containsExactly(id);
        later(60);
        assertThat(client.get("batches/" + id).status()).isEqualTo(200);
    }

    @Test
    void aGetMayBeOlderThanTheList() throws Exception {
        world("get=older-than-list");
        String id = ended(1);
        assertThat(listed(id).path("status").asText()).isEqualTo("completed");
        assertThat(client.batch(id).path("status").asText()).isEqualTo("in_progress");
        later(90);
        assertThat(client.batch(id)).isEqualTo(listed(id));
    }

    @Test
    void anEndMayComeBeforeFilesAndCounts() throws Exception {
        world("get=files-late");
        String id = ended(2);
        JsonNode early = client.batch(id);
        assertThat(early.path("status").asText()).isEqualTo("completed");
        assertThat(early.path("output_file_id").isNull()).isTrue();
        assertThat(counts(early)).isEqualTo("{\"total\":0,\"completed\":0,\"failed\":0}");
        assertThat(listed(id)).isEqualTo(early);
        later(240);
        assertThat(counts(client.batch(id))).isEqualTo("{\"total\":2,\"completed\":2,\"failed\":0}");
        assertThat(client.byId(client.batch(id).path("output_file_id"))).hasSize(2);
    }

    @Test
    void countsMayComeBeforeFiles() throws Exception {
        world("get=files-after-counts");
        String id = ended(2);
        assertThat(counts(client.batch(id))).isEqualTo("{\"total\":2,\"completed\":2,\"failed\":0}");
        assertThat(client.batch(id).path("output_file_id").isNull()).isTrue();
        later(240);
        assertThat(client.batch(id).path("output_file_id").isNull()).isFalse();
    }

    @Test
    void filesMayComeBeforeCounts() throws Exception {
        world("get=counts-after-files");
        String id = ended(2);
        assertThat(counts(client.batch(id))).isEqualTo("{\"total\":2,\"completed\":0,\"failed\":0}");
        assertThat(client.batch(id).path("output_file_id").isNull()).isFalse();
        later(240);
        assertThat(counts(client.batch(id))).isEqualTo("{\"total\":2,\"completed\":2,\"failed\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "get=error-file-first, output_file_id, error_file_id",
        "get=output-file-first, error_file_id, output_file_id"
    })
    void oneFileMayComeBeforeTheOther(String world, String later, String first) throws Exception {
        world(world);
        client.fault("{\"lines\":[{\"line\":1,\"status\":500}]}");
        String id = ended(2);
        assertThat(client.batch(id).path(first).isNull()).isFalse();
        assertThat(client.batch(id).path(later).isNull()).isTrue();
        later(240);
        assertThat(client.batch(id).path(later).isNull()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get=zero-counts|{\"total\":0,\"completed\":0,\"failed\":0}",
                "get=no-total|{\"completed\":2,\"failed\":0}",
                "get=float-counts|{\"total\":2.0,\"completed\":2.0,\"failed\":0.0}",
                "get=huge-counts|{\"total\":1099511627776,\"completed\":2,\"failed\":0}",
            })
    void countsMayBeOddForEver(String world, String counts) throws Exception {
        world(world);
        String id = ended(2);
        later(100_000);
        assertThat(counts(client.batch(id))).isEqualTo(counts);
        assertThat(executed()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"get=one-l, canceled", "get=upper-case, COMPLETED"})
    void aStatusMayBeSpeltOtherwise(String world, String status) throws Exception {
        world(world);
        String id = ended(2);
        assertThat(client.batch(id).path("status").asText()).isEqualTo(status);
        assertThat(listed(id).path("status").asText()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"get=scheduling, scheduling", "get=unknown-word, pondering"})
    void aStatusMayBeAWordThatNobodyKnows(String world, String status) throws Exception {
        world(world);
        String id = create(upload(1)).json().path("id").asText();
        client.awaitStatus(id, status);
        later(60);
        client.awaitStatus(id, "completed");
    }

    @Test
    void capitalsAreWrittenWhileABatchIsOpenToo() throws Exception {
        world(World.named("get=upper-case"), SLOW);
        String id = create(upload(1)).json().path("id").asText();
        assertThat(client.batch(id).path("status").asText()).isEqualTo("VALIDATING");
    }
}
