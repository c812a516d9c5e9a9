package io.github.batchferry.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShortLivedTest {
    @Test
    @Timeout(30)
    void whoeverReadsFromAProcessThatNeverEndsGoesOnWhenItsTimeIsOver() throws Exception {
        Process process = ShortLived.start(
                new ProcessBuilder("sh", "-c", "echo begun; sleep 600 & sleep 600"), Duration.ofMillis(300));
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("begun\n");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    @Test
    void aProcessThatEndsInTimeEndsInItsOwnWay() throws IOException, InterruptedException {
        Process process = ShortLived.start(new ProcessBuilder("sh", "-c", "exit 7"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
    }
}
