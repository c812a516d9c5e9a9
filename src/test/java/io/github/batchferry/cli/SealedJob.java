package io.github.batchferry.cli;

import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as a write leaves it that died right after its seal: nothing is bought yet. Made without Spark. */
public final class SealedJob {
    private static final String WRITE = "w1";

    private SealedJob() {}

    /** One row for each prompt, where a null one is a row without a request; at most two requests in a batch. */
    public static void create(Path directory, String baseUrl, String tokenRef, List<String> prompts)
            throws IOException {
        create(directory, baseUrl, tokenRef, prompts, null);
    }

    /** The same, and paused for this reason where there is one. */
    static void create(
            Path directory, String baseUrl, String tokenRef, List<String> prompts, PurchaseTerms.@Nullable Pause pause)
            throws IOException {
        JobStore store = Stores.open(directory.toString());
        RequestTemplate template = new RequestTemplate(
                "/v1/chat/completions", RequestForm.PROMPT, "prompt", "gpt-6-luna", null, null, new LinkedHashMap<>());
        PartStaging staging = new PartStaging(
                store,
                0,
                "writes/" + WRITE + "/part-00000-0",
                "{}".getBytes(StandardCharsets.UTF_8),
                template,
                new ShardLimits(2, 1 << 20, 50_000),
                new IdSource(null));
        GeneratedIds ids = new GeneratedIds(WRITE, 0);
        RowValues values = new RowValues();
        Utf8 id = new Utf8();
        byte[] row = new byte[16];
        for (String prompt : prompts) {
            values.payload.clear();
            if (prompt != null) {
                values.payload.point(prompt.getBytes(StandardCharsets.UTF_8));
            }
            ids.point(staging.rows(), id);
            staging.add(values, id, row, 0, row.length);
        }
        Job job = Job.open(store, Clock.systemUTC());
        new Sealer(job, draft(template, baseUrl, tokenRef, pause)).seal(List.of(staging.finish()));
    }

    private static WriteDraft draft(
            RequestTemplate template, String baseUrl, String tokenRef, PurchaseTerms.@Nullable Pause pause) {
        return new WriteDraft(
                WRITE,
                SealCondition.NO_WRITE_YET,
                "monday",
                "{\"type\":\"struct\",\"fields\":[]}",
                "3.5.9",
                template,
                OutputSpec.of(OutputKind.TEXT),
                null,
                "",
                new ConnectionTerms(
                        Provider.at(BaseUrl.of(baseUrl)),
                        baseUrl,
                        tokenRef,
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        10_000,
                        10_000,
                        0),
                new PurchaseTerms("24h", Map.of(), null, pause),
                new LimitTerms(
                        2,
                        50_000,
                        190L << 20,
                        null,
                        null,
                        2000,
                        3,
                        LimitTerms.Packing.NEIGHBOURS,
                        LimitTerms.OnDoubt.HOLD,
                        LimitTerms.InputFiles.DELETE,
                        0,
                        1));
    }
}
