package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldAccountTest extends WorldFixture {
    @Test
    void aKeyMayBeUnknownToOneCallNowAndThen() throws Exception {
        world("account=key-rotated");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            statuses.add(client.get("batches").status());
        }
        assertThat(statuses).containsOnly(200, 401);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSize(5);
        assertThat(statuses.subList(50, 60)).containsOnly(200);
    }

    @Test
    void aKeyMaySeeAnotherProjectForAWhile() throws Exception {
        world("account=other-project");
        String file = upload(1);
        String id = create(file).json().path("id").asText();
        assertThat(list().path("data")).isEmpty();
        assertThat(client.get("batches/" + id).status()).isEqualTo(404);
        assertThat(client.get("files/" + file).status()).isEqualTo(404);
        later(60);
        assertThat(ids(list())).containsExactly(id);
        assertThat(client.get("files/" + file).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "account=no-quota, 429, insufficient_quota",
        "account=billing, 400, billing_hard_limit_reached",
        "account=no-permission, 403, insufficient permissions",
    })
    void rightsAndMoneyMayComeBack(String world, int status, String words) throws Exception {
        world(world);
        String file = upload(1);
        EmulatorClient.Answer refused = create(file);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text()).contains(words);
        assertThat(client.get("batches").status()).isEqualTo(200);
        later(120);
        assertThat(create(file).status()).isEqualTo(200);
        assertThat(accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"account=clock-ahead, 1", "account=clock-behind, -1"})
    void aServersClockMayBeHoursApart(String world, int sign) throws Exception {
        world(world);
        long apart = client.batch(ended(1)).path("completed_at").asLong()
                - clock.instant().getEpochSecond();
        assertThat(sign * apart).isBetween(3600L, 36_000L);
    }
}
