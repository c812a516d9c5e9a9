package io.github.batchferry.spark.read;

import io.github.batchferry.batch.Pause;
import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.execution.SQLExecution;
import org.jspecify.annotations.Nullable;

/**
 * Waits in short steps, and not beyond the end of its Spark context or of the query that asks, or an interrupt of the
 * thread that planned it: Spark may wait in a thread of its own, which nobody interrupts, while a lock of Spark's keeps the
 * first thread from seeing that it was.
 */
final class SparkPause implements Pause {
    private static final Duration STEP = Duration.ofMillis(500);

    private final SparkContext context;
    private @Nullable Long query;
    private volatile @Nullable Thread planner;
    private @Nullable Thread asking;

    SparkPause(SparkContext context) {
        this.context = context;
    }

    void plannedBy(Thread thread) {
        planner = thread;
    }

    /**
     * Called on the thread that will wait. A query that has ended counts for nothing: threads inherit its id. Nor does a
     * thread that was interrupted before.
     */
    void begin() {
        Thread thread = planner;
        asking = thread == null || thread.isInterrupted() ? null : thread;
        String id = context.getLocalProperty(SQLExecution.EXECUTION_ID_KEY());
        query = id == null ? null : Long.valueOf(id);
        if (queryHasEnded()) {
            query = null;
        }
    }

    /** @throws InterruptedException also where the context was stopped, the query has ended, or its thread was interrupted */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        for (Duration left = duration; !left.isNegative() && !left.isZero(); left = left.minus(STEP)) {
            if (context.isStopped()) {
                throw new InterruptedException("the Spark context was stopped");
            }
            if (queryHasEnded() || asking != null && asking.isInterrupted()) {
                throw new InterruptedException("the query was given up");
            }
            Pause.REAL.sleep(left.compareTo(STEP) < 0 ? left : STEP);
        }
    }

    private boolean queryHasEnded() {
        return query != null && SQLExecution.getQueryExecution(query) == null;
    }
}
