package io.github.batchferry.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.price.BatchBill;
import io.github.batchferry.result.answer.RowStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job for programs. */
final class StatusJson {
    private StatusJson() {}

    static String of(JobReport report) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("job", report.location());
        json.put("baseUrl", report.baseUrl());
        json.put("madeUp", report.madeUp());
        json.put("state", report.next().state());
        rows(json.putObject("rows"), report.tally());
        ArrayNode writes = json.putArray("writes");
        for (JobReport.Write write : report.writes()) {
            writes.addObject()
                    .put("write", write.write())
                    .put("writeId", write.writeId())
                    .put("endpoint", write.endpoint())
                    .put("rows", write.rows())
                    .put("requests", write.requests())
                    .put("refused", write.refused())
                    .put("sealedAt", time(write.sealedAt()));
        }
        ArrayNode batches = json.putArray("batches");
        Map<Integer, BatchBill> bills = report.cost().batches();
        for (JobReport.BatchLine batch : report.batches()) {
            ObjectNode each = batches.addObject()
                    .put("number", batch.number())
                    .put("batchId", batch.id())
                    .put("phase", batch.phase())
                    .put("status", batch.status())
                    .put("model", batch.model())
                    .put("requests", batch.requests())
                    .put("completed", batch.completed())
                    .put("failed", batch.failed())
                    .put("since", time(batch.since()));
            BatchBill bill = bills.get(batch.number());
            if (bill == null) {
                each.putNull("cost");
            } else {
                CostReport.put(each.putObject("cost"), bill);
            }
        }
        report.cost().putTotal(json.putObject("cost"));
        ArrayNode held = json.putArray("held");
        report.next().held().forEach(held::add);
        ArrayNode next = json.putArray("next");
        report.next().commands().forEach(next::add);
        return json.toPrettyString() + "\n";
    }

    private static void rows(ObjectNode json, Tally tally) {
        json.put("total", tally.rows());
        for (RowStatus status : RowStatus.values()) {
            json.put(status.word(), tally.count(status));
        }
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
