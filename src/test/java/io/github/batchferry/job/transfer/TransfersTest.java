package io.github.batchferry.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransfersTest {
    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatATransferBringsOrThrowsItsCallerHas(int atATime) throws IOException {
        try (Transfers transfers = new Transfers(atATime)) {
            assertThat(transfers.start(() -> 7).outcome()).isEqualTo(7);
            IOException broken = new IOException("broken");
            assertThatThrownBy(() -> transfers
                            .start(() -> {
                                throw broken;
                            })
                            .outcome())
                    .isSameAs(broken);
        }
    }

    @Test
    void anInterruptEndsThoseThatRunAndWhatIsBegunAfterItDoesNotRun() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Transfers transfers = new Transfers(2)) {
            Transfer<Integer> finishing = transfers.start(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // What was on its way arrives all the same.
                }
                return 7;
            });
            Thread.currentThread().interrupt();
            assertThat(finishing.outcome()).isEqualTo(7);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            Transfer<Integer> late = transfers.start(() -> {
                throw new AssertionError("it ran");
            });
            assertThatThrownBy(late::outcome)
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("interrupted before it began");
        }
    }

    @Test
    void oneThatWasNeverAskedForBringsNothing() throws IOException {
        try (Transfers transfers = new Transfers(1)) {
            assertThat(transfers.start(() -> 7).brought()).isNull();
        }
    }
}
