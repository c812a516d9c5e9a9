package io.github.batchferry.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.ledger.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** {@code status.json}: where the job stands, for people and schedulers. Derived; nothing reads it back. */
final class StatusFile {
    private StatusFile() {}

    static void write(Job job, AdvanceResult advanced, Clock clock) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("job", job.store().location());
        status.put("at", clock.instant().toString());
        status.put("ledger", job.state().lastEntry());
        status.put("mayMove", advanced.mayMove());
        status.put("summary", advanced.summary());
        ArrayNode batches = status.putArray("batches");
        for (BatchProgress batch : advanced.batches()) {
            ObjectNode line = batches.addObject();
            line.put("number", batch.number());
            line.put("batchId", batch.batchId());
            line.put("model", batch.model());
            line.put("status", batch.status());
            line.put("collected", batch.collected());
            line.put("completed", batch.completed());
            line.put("failed", batch.failed());
            line.put("total", batch.total());
            line.put("since", String.valueOf(batch.since()));
        }
        try {
            job.store().replace("status.json", (status.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Derived: the next advance writes it again.
        }
    }
}
