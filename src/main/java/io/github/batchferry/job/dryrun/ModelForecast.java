package io.github.batchferry.job.dryrun;

import io.github.batchferry.ledger.PlannedBatch;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What would be bought of one model.
 *
 * @param tokens of all prompts, an estimate
 * @param answers tokens of all answers at the most; null where nothing bounds them
 * @param queue how many of them may be enqueued at a time; null where nobody has said
 */
public record ModelForecast(
        String model,
        int batches,
        long requests,
        long tokens,
        @Nullable Long answers,
        @Nullable Long queue) {
    static ModelForecast none(String model, @Nullable Long queue) {
        return new ModelForecast(model, 0, 0, 0, 0L, queue);
    }

    /** @param most of the tokens of its answers, null where nothing bounds them */
    ModelForecast plus(PlannedBatch batch, @Nullable Long most) {
        return new ModelForecast(
                model,
                batches + 1,
                requests + batch.requests(),
                tokens + batch.tokens(),
                answers == null || most == null ? null : Long.valueOf(answers + most),
                queue);
    }

    /** How often the queue is filled at the least, which takes as long as so many batches one after another. */
    public long rounds() {
        return queue == null ? Math.min(1, batches) : -Math.floorDiv(-tokens, queue);
    }

    String text() {
        String bought = String.format(
                Locale.ROOT, "%s: %s, about %,d prompt tokens (an estimate)", model, size(requests, batches), tokens);
        return queue == null
                ? bought
                : bought
                        + String.format(
                                Locale.ROOT,
                                "; its queue takes %,d at a time, so this takes at least as long as %,d batch(es) one after"
                                        + " another, and longer where others use the queue",
                                queue,
                                rounds());
    }

    static String size(long requests, int batches) {
        return String.format(
                Locale.ROOT,
                "%,d %s in %,d %s",
                requests,
                requests == 1 ? "request" : "requests",
                batches,
                batches == 1 ? "batch" : "batches");
    }
}
