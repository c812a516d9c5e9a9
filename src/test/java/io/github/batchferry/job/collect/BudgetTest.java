package io.github.batchferry.job.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aResultsFileWithoutAnEndIsCutByItsBudget() throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (Budget budget = new Budget(stored, 10)) {
            budget.write(new byte[10]);
            assertThatThrownBy(() -> budget.write('x'))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has no end")
                    .hasMessageContaining("10 bytes");
        }
        assertThat(stored.size()).isEqualTo(10);
    }

    @Test
    void anAnnouncedLengthIsAHintThatOnlyGivesRoom() {
        assertThat(Budget.of(0, 2, 100)).isEqualTo(100 + 2L * MEBIBYTE);
        assertThat(Budget.of(1, 2, 100)).isEqualTo(100 + 2L * MEBIBYTE);
        assertThat(Budget.of(MEBIBYTE, 2, 100)).isEqualTo(4L * MEBIBYTE);
        assertThat(Budget.of(Long.MAX_VALUE, 1, 1)).isPositive();
        assertThat(Budget.of(-5, 1, 1)).isEqualTo(1 + MEBIBYTE);
    }
}
