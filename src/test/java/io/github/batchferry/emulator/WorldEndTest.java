package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldEndTest extends WorldFixture {
    private static final Pace SLOW = new Pace(Duration.ZERO, Duration.ofSeconds(100), Duration.ZERO);

    private String content(JsonNode batch) {
        return "files/" + batch.path("output_file_id").asText() + "/content";
    }

    @Test
    void aCompletedBatchMayNeverNameItsFiles() throws Exception {
        world("end=no-file-ids");
        String id = ended(2);
        later(100_000);
        assertThat(client.batch(id).path("status").asText()).isEqualTo("completed");
        assertThat(client.batch(id).path("output_file_id").isNull()).isTrue();
    }

    @Test
    void resultsMayBeGoneForGood() throws Exception {
        world("end=files-gone");
        JsonNode batch = client.batch(ended(2));
        later(100_000);
        assertThat(client.get(content(batch)).status()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource({"end=expired, expired", "end=cancelled, cancelled"})
    void firstBatchesMayStopHalfWayWithAnswers(String world, String status) throws Exception {
        world(world);
        for (int i = 0; i < 2; i++) {
            JsonNode batch = client.batch(ended(4));
            assertThat(batch.path("status").asText()).isEqualTo(status);
            assertThat(client.byId(batch.path("output_file_id"))).hasSize(2);
        }
        assertThat(client.batch(ended(4)).path("status").asText()).isEqualTo("completed");
        assertThat(executed()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"end=expired-growing, expired", "end=cancelled-growing, cancelled"})
    void aStoppedBatchMayStillGrowAndAddUpMeanwhile(String world, String status) throws Exception {
        world(world);
        String id = ended(200);
        JsonNode early = client.batch(id);
        assertThat(early.path("status").asText()).isEqualTo(status);
        assertThat(early.at("/request_counts/completed").asInt()).isEqualTo(126);
        assertThat(client.lines(early.path("output_file_id"))).hasSize(126);
        assertThat(listed(id)).isEqualTo(early);
        later(100);
        assertThat(client.batch(id).at("/request_counts/completed").asInt()).isEqualTo(150);
        assertThat(client.lines(early.path("output_file_id"))).hasSize(150);
        assertThat(executed()).isEqualTo(150);
    }

    @Test
    void resultsMayBeGoneLongBeforeThirtyDays() throws Exception {
        world("end=gone-early");
        JsonNode batch = client.batch(ended(2));
        later(1799);
        assertThat(client.get(content(batch)).status()).isEqualTo(200);
        later(1801);
        assertThat(client.get(content(batch)).status()).isEqualTo(404);
    }

    @Test
    void aCancelMayBeRefused() throws Exception {
        world(World.named("cancel=refused"), SLOW);
        String id = create(upload(1)).json().path("id").asText();
        client.awaitStatus(id, "in_progress");
        assertThat(client.post("batches/" + id + "/cancel", "").status()).isEqualTo(409);
        later(100);
        client.awaitStatus(id, "completed");
    }

    @Test
    void aCancelMayBeAcceptedAndForgotten() throws Exception {
        world(World.named("cancel=ignored"), SLOW);
        String id = create(upload(1)).json().path("id").asText();
        client.awaitStatus(id, "in_progress");
        assertThat(client.post("batches/" + id + "/cancel", "")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("in_progress");
        later(100);
        client.awaitStatus(id, "completed");
    }

    @Test
    void aCancelledBatchMayComplete() throws Exception {
        world(World.named("cancel=completes"), SLOW);
        String id = create(upload(1)).json().path("id").asText();
        client.awaitStatus(id, "in_progress");
        assertThat(client.post("batches/" + id + "/cancel", "")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("cancelling");
        assertThat(client.batch(id).path("status").asText()).isEqualTo("cancelling");
        later(100);
        client.awaitStatus(id, "completed");
        assertThat(executed()).isEqualTo(1);
    }

    @Test
    void aBatchMayBeCancellingForLong() throws Exception {
        world(World.named("cancel=slow"), SLOW);
        String id = create(upload(1)).json().path("id").asText();
        client.awaitStatus(id, "in_progress");
        client.post("batches/" + id + "/cancel", "");
        truth(id, "cancelled"::equals);
        assertThat(client.batch(id).path("status").asText()).isEqualTo("cancelling");
        later(600);
        assertThat(client.batch(id).path("status").asText()).isEqualTo("cancelled");
    }
}
