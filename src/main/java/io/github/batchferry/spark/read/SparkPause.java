package io.github.batchferry.spark.read;

import io.github.batchferry.batch.Pause;
import java.time.Duration;
import org.apache.spark.SparkContext;

/** Waits in short steps, and not beyond the end of its Spark context. */
final class SparkPause implements Pause {
    private static final Duration STEP = Duration.ofMillis(500);

    private final SparkContext context;

    SparkPause(SparkContext context) {
        this.context = context;
    }

    /** @throws InterruptedException also where the Spark context was stopped */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        for (Duration left = duration; !left.isNegative() && !left.isZero(); left = left.minus(STEP)) {
            if (context.isStopped()) {
                throw new InterruptedException("the Spark context was stopped");
            }
            Pause.REAL.sleep(left.compareTo(STEP) < 0 ? left : STEP);
        }
    }
}
