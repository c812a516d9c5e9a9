package io.github.batchferry.faults;

import io.github.batchferry.connect.Limits;
import io.github.batchferry.connect.Server;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
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
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows staged and sealed as a write does it, without Spark. */
final class Cargo {
    private static final String WRITE = "w1";
    private static final RequestTemplate TEMPLATE = new RequestTemplate(
            "/v1/chat/completions", RequestForm.PROMPT, "prompt", "m", null, null, new LinkedHashMap<>());

    private final JobStore store;
    private final String onDoubt;

    Cargo(JobStore store) {
        this(store, "hold");
    }

    Cargo(JobStore store, String onDoubt) {
        this.store = store;
        this.onDoubt = onDoubt;
    }

    /** One batch for each list of prompts. */
    void seal(String url, String tokenRef, List<List<String>> batches) {
        seal(
                Map.of("baseUrl", url, "apiTokenRef", tokenRef, "model", "m", "packing", "false", "onDoubt", onDoubt),
                batches);
    }

    private void seal(Map<String, String> given, List<List<String>> batches) {
        OptionSet options = OptionSet.parse(given, Map.of(), Map.of(), Scope.WRITE);
        WriteDraft draft = new WriteDraft(
                WRITE,
                SealCondition.NO_WRITE_YET,
                null,
                "{}",
                "3.5.9",
                TEMPLATE,
                OutputSpec.of(OutputKind.TEXT),
                null,
                "",
                Server.terms(options),
                new PurchaseTerms("24h", Map.of(), null),
                Limits.of(options));
        try {
            List<StagedPart> parts = new ArrayList<>();
            for (List<String> prompts : batches) {
                parts.add(staged(parts.size(), prompts));
            }
            new Sealer(Job.open(store, Clock.systemUTC()), draft).seal(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StagedPart staged(int part, List<String> prompts) throws IOException {
        PartStaging staging = new PartStaging(
                store,
                part,
                "writes/" + WRITE + "/part-" + part + "-a",
                new byte[0],
                TEMPLATE,
                new ShardLimits(50_000, 190 << 20, ShardLimits.MAX_INPUTS),
                new IdSource(null));
        GeneratedIds ids = new GeneratedIds(WRITE, part);
        RowValues values = new RowValues();
        Utf8 id = new Utf8();
        for (String prompt : prompts) {
            ids.point(staging.rows(), id);
            values.payload.point(prompt.getBytes(StandardCharsets.UTF_8));
            staging.add(values, id, new byte[8], 0, 8);
        }
        return staging.finish();
    }
}
