package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.HashCensus;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.shard.IdHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ledger in a few numbers, in memory that does not grow with it. */
final class LedgerSummary {
    private static final int MOST_NAMED = 1000;

    private LedgerSummary() {}

    static ObjectNode of(Ledger ledger, List<BatchRecord> batches) throws IOException {
        List<BatchRecord> executed =
                batches.stream().filter(LedgerView::hasResults).toList();
        long lines = 0;
        long purchased = 0;
        try (HashCensus ids = new HashCensus();
                HashCensus bodies = new HashCensus()) {
            long[] counts = new long[3];
            for (BatchRecord batch : executed) {
                ledger.read(batch.id(), entry -> {
                    counts[0]++;
                    if (entry.purchases()) {
                        counts[1]++;
                        ids.add(hash(entry.customId()));
                        if (entry.body() == null) {
                            counts[2]++;
                        } else {
                            bodies.add(Long.parseUnsignedLong(entry.body().substring(0, 16), 16));
                        }
                    }
                });
            }
            lines = counts[0];
            purchased = counts[1];
            HashCensus.Counted countedIds = ids.count(MOST_NAMED);
            HashCensus.Counted countedBodies = bodies.count(0);
            ObjectNode view = Json.object()
                    .put("batches_accepted", batches.size())
                    .put("lines_executed", lines)
                    .put("lines_purchased", purchased)
                    .put("distinct_custom_ids", countedIds.distinct())
                    .put("distinct_bodies", counts[2] > 0 ? null : countedBodies.distinct())
                    .put("max_purchases_per_custom_id", countedIds.most())
                    .put("max_purchases_per_body", counts[2] > 0 ? null : countedBodies.most())
                    .put("custom_ids_purchased_more_than_once", countedIds.repeated());
            ArrayNode named = view.putArray("purchased_more_than_once");
            names(ledger, executed, countedIds)
                    .forEach((id, n) -> named.addObject().put("custom_id", id).put("purchases", n));
            return view;
        }
    }

    private static Map<String, Integer> names(Ledger ledger, List<BatchRecord> executed, HashCensus.Counted counted)
            throws IOException {
        Map<String, Integer> names = new TreeMap<>();
        if (counted.examples().isEmpty()) {
            return names;
        }
        for (BatchRecord batch : executed) {
            ledger.read(batch.id(), entry -> {
                if (entry.purchases() && counted.examples().contains(hash(entry.customId()))) {
                    names.merge(entry.customId(), 1, Integer::sum);
                }
            });
        }
        names.values().removeIf(n -> n < 2);
        return names;
    }

    private static long hash(String customId) {
        byte[] bytes = customId.getBytes(StandardCharsets.UTF_8);
        return IdHash.of(bytes, 0, bytes.length);
    }
}
