package io.github.batchferry.job;

import io.github.batchferry.ledger.PlannedBatch;

/** What batches put on the queue of a model until they have ended. */
record QueueLoad(String model, long tokens, long requests) {
    static QueueLoad of(PlannedBatch batch) {
        return new QueueLoad(batch.model(), batch.tokens(), batch.requests());
    }

    QueueLoad plus(QueueLoad more) {
        return new QueueLoad(model, tokens + more.tokens, requests + more.requests);
    }
}
