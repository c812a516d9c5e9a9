package io.github.batchferry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two drivers and one batch, in all orders of their steps, with purchases that arrive whenever they like. */
class ExplorerTest {
    static List<Proof> safe() {
        return Proof.SAFE;
    }

    static List<Proof> unsafe() {
        return Proof.UNSAFE;
    }

    @ParameterizedTest
    @MethodSource("safe")
    void driversThatKeepTheRulesBuyOnce(Proof proof) {
        Explorer explorer = new Explorer(proof.rules(), 0);
        assertThat(explorer.wayToHarm()).isEmpty();
        assertThat(explorer.visited()).isGreaterThan(10_000);
        assertThat(explorer.ends()).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void eachRuleIsNeeded(Proof proof) {
        assertThat(new Explorer(proof.rules(), 0).wayToHarm()).isNotEmpty();
    }
}
