package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldCreateTest extends WorldFixture {
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 408, 409, 429, 500, 503})
    void aCreateMayBeRefusedThoughThereIsABatch(int status) throws Exception {
        world("create=" + status + "-though-created");
        String file = upload(1);
        assertThat(create(file).status()).isEqualTo(status);
        assertThat(list().at("/data/0/input_file_id").asText()).isEqualTo(file);
        assertThat(create(upload(1)).status()).isEqualTo(status);
        assertThat(create(upload(1)).status()).isEqualTo(200);
        assertThat(accepted()).isEqualTo(3);
    }

    @Test
    void aCreateMayEndWithoutAnAnswerThoughThereIsABatch() throws Exception {
        world("create=dropped-though-created");
        String file = upload(1);
        assertThatThrownBy(() -> create(file)).isInstanceOf(IOException.class);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void aCreateMayBeAnsweredWithAnotherOnesBatch() throws Exception {
        world("create=stored-answer");
        String first = create(upload(1)).text();
        assertThat(create(upload(2)).text()).isEqualTo(first);
        assertThat(ids(list())).hasSize(2);
        assertThat(create(upload(3)).text()).isNotEqualTo(first);
    }

    @Test
    void aCreateMayMakeTwoBatchesOfWhichTheSecondCanStillBeCancelledUnpaid() throws Exception {
        world("create=twice");
        String id = create(upload(2)).json().path("id").asText();
        truth(id, "completed"::equals);
        assertThat(ids(list())).hasSize(2).contains(id);
        String twin = ids(list()).stream()
                .filter(other -> !other.equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(client.batch(twin).path("input_file_id"))
                .isEqualTo(client.batch(id).path("input_file_id"));
        client.post("batches/" + twin + "/cancel", "");
        truth(twin, "cancelled"::equals);
        assertThat(executed()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create=wants-processed|its status must be 'processed'",
                "create=wants-processed-azure|cannot be used until it has been processed",
            })
    void aFileMayHaveToBeProcessedFirst(String world, String words) throws Exception {
        world(world);
        String file = upload(1);
        assertThat(client.get("files/" + file).json().path("status").asText()).isEqualTo("uploaded");
        EmulatorClient.Answer refused = create(file);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error/message").asText()).contains(words);
        later(60);
        assertThat(client.get("files/" + file).json().path("status").asText()).isEqualTo("processed");
        assertThat(create(file).status()).isEqualTo(200);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void aFileJustUploadedMayNotBeFound() throws Exception {
        world("create=file-404");
        String file = upload(1);
        EmulatorClient.Answer refused = create(file);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text()).contains("Cannot find file " + file);
        later(60);
        assertThat(create(file).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create=queue-full|90000",
                "create=limit-1.35M|1.35M",
                "create=limit-90_000|90,000",
                "create=limit-30K|30K",
                "create=limit-0|0"
            })
    void aQueueMayBeFullForAWhileWhateverItsLimitLooksLike(String world, String limit) throws Exception {
        world(world);
        String file = upload(1);
        EmulatorClient.Answer refused = create(file);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("token_limit_exceeded");
        assertThat(refused.text()).contains("Limit: " + limit + " enqueued tokens");
        later(150);
        assertThat(create(file).status()).isEqualTo(200);
        assertThat(accepted()).isEqualTo(1);
    }
}
