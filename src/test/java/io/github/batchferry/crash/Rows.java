package io.github.batchferry.crash;

import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The rows of a job, in their partitions. One of them cannot become a request. */
record Rows(List<List<String>> parts) {
    static final String NO_REQUEST = "row without a request";

    /** @param requests so many in each partition */
    static Rows of(int... requests) {
        List<List<String>> parts = new ArrayList<>();
        for (int part = 0; part < requests.length; part++) {
            List<String> prompts = new ArrayList<>();
            for (int row = 0; row < requests[part]; row++) {
                prompts.add("prompt " + part + " " + row);
            }
            parts.add(prompts);
        }
        parts.get(0).add(1, NO_REQUEST);
        return new Rows(parts);
    }

    List<String> all() {
        return parts.stream().flatMap(List::stream).toList();
    }

    /** What the tasks of a write leave behind. */
    List<StagedPart> stage(JobStore store, WriteDraft draft, String attempt) throws IOException {
        List<StagedPart> staged = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            PartStaging staging = new PartStaging(
                    store,
                    part,
                    draft.directory() + "/part-0000" + part + "-" + attempt,
                    "{}".getBytes(StandardCharsets.UTF_8),
                    draft.request(),
                    new ShardLimits(
                            draft.limits().maxRequestsPerBatch(),
                            draft.limits().maxBytesPerBatch(),
                            ShardLimits.MAX_INPUTS),
                    new IdSource(null));
            add(parts.get(part), staging, new GeneratedIds(draft.write(), part));
            staged.add(staging.finish());
        }
        return staged;
    }

    private static void add(List<String> prompts, PartStaging staging, GeneratedIds ids) throws IOException {
        Utf8 id = new Utf8();
        RowValues values = new RowValues();
        byte[] notUtf8 = {(byte) 0xff};
        for (int row = 0; row < prompts.size(); row++) {
            byte[] prompt = prompts.get(row).getBytes(StandardCharsets.UTF_8);
            values.payload.point(prompts.get(row).equals(NO_REQUEST) ? notUtf8 : prompt);
            ids.point(row, id);
            staging.add(values, id, prompt, 0, prompt.length);
        }
    }
}
