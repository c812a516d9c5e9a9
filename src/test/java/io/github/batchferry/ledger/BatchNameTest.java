package io.github.batchferry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchNameTest {
    @Test
    void aBatchIsCalledByItsNumberAndByTheServersIdOnceItHasOne() {
        assertThat(BatchName.of(3)).isEqualTo("batch 3");
        assertThat(BatchName.of(3, null)).isEqualTo("batch 3");
        assertThat(BatchName.of(3, "batch_abc")).isEqualTo("batch 3 (batch_abc)");
        assertThat(BatchName.of("batch_abc")).isEqualTo("batch batch_abc");
    }
}
