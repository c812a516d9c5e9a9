package io.github.batchferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** What the last driver saw of a batch at the server, as {@code status.json} has it. For people; nothing is decided by it. */
record LastSeen(String status, long completed, long failed) {
    /** By the number of the batch; empty where the file is absent or cannot be read. */
    static Map<Integer, LastSeen> of(JobStore store) {
        Map<Integer, LastSeen> seen = new HashMap<>();
        try (InputStream in = store.open("status.json")) {
            for (JsonNode batch : JsonMapper.builder().build().readTree(in).path("batches")) {
                seen.put(
                        batch.path("number").asInt(),
                        new LastSeen(
                                batch.path("status").asText("created"),
                                batch.path("completed").asLong(),
                                batch.path("failed").asLong()));
            }
        } catch (IOException e) {
            // Derived: the next advance writes it again.
        }
        return seen;
    }
}
