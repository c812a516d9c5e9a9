package io.github.batchferry.emulator;

import java.time.Duration;

/** How long a batch stays in each stage, by the emulator's clock. Every stage is passed through, even at zero. */
public record Pace(Duration validating, Duration inProgress, Duration finalizing) {
    public static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
