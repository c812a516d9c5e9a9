package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorldHealsTest extends WorldFixture {
    /** Without the one that the JDK's client cannot read. */
    static Stream<String> healing() {
        return World.ALL.stream().filter(Freedom::heals).map(Freedom::name).filter(name -> !name.equals("file=gzip"));
    }

    @ParameterizedTest
    @MethodSource("healing")
    void aPatientClientEndsWithEachRowAnsweredAndPaidOnce(String name) throws Exception {
        world(name);
        assertThat(new PatientBuyer(client, clock, this::ends, 12).buy()).hasSize(12);
        assertThat(client.ledgerSummary().path("lines_purchased").asInt()).isEqualTo(12);
        assertThat(client.ledgerSummary().path("max_purchases_per_custom_id").asInt())
                .isEqualTo(1);
    }
}
