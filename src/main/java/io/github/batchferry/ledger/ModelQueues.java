package io.github.batchferry.ledger;

import io.github.batchferry.provider.RefusalWords;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the ledger tells of the provider's queues. */
final class ModelQueues {
    private final Map<String, ModelQueue> models = new HashMap<>();
    /** For refusals that are about no single model. */
    private final ModelQueue server = ModelQueue.ofServer();

    ModelQueue of(String model) {
        return models.computeIfAbsent(model, name -> ModelQueue.ofModel());
    }

    boolean mayBeTried(String model, Instant now) {
        return server.mayBeTried(now) && of(model).mayBeTried(now);
    }

    void denied(String model, Event.Denied denied, Instant at, RefusalWords words) {
        if (denied.then() == Event.AfterRefusal.LATER && denied.status() > 0) {
            ModelQueue queue = words.isQueueFull(denied.code(), denied.message()) ? of(model) : server;
            queue.refused(words.queueLimit(denied.code(), denied.message()), at);
        }
    }

    void collected(String model, Event.Collected collected, Instant at, RefusalWords words) {
        Reason absent = collected.absent();
        if (collected.then() == Event.AfterRefusal.LATER && absent != null) {
            of(model).refused(words.queueLimit(absent.code(), absent.message()), at);
        } else if (collected.then() == null) {
            of(model).moved();
            server.moved();
        }
    }

    /** A limit that was given is believed until the server says otherwise. */
    void forgetTokens() {
        models.values().forEach(ModelQueue::forgetTokens);
    }
}
