package io.github.batchferry.job.dryrun;

import io.github.batchferry.price.ProviderPrices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a dry run has found.
 *
 * @param withoutRequest rows that could not become requests
 * @param errors how many things the server would find wrong
 * @param refusedLines how many lines the server would refuse
 * @param refusedBatches how many batches it would refuse as a whole
 * @param named the first of the errors, in the order of the batches
 */
public record Findings(
        String job,
        List<ModelForecast> models,
        ProviderPrices prices,
        long withoutRequest,
        long errors,
        long refusedLines,
        int refusedBatches,
        List<RefusedLine> named) {
    public Findings {
        models = List.copyOf(models);
        named = List.copyOf(named);
    }

    /** For people, one line each, without any text of a prompt. */
    public List<String> messages() {
        List<String> messages = new ArrayList<>();
        long requests = models.stream().mapToLong(ModelForecast::requests).sum();
        int batches = models.stream().mapToInt(ModelForecast::batches).sum();
        messages.add("dry run of job " + job + ": " + ModelForecast.size(requests, batches)
                + ", all staged, nothing bought");
        for (ModelForecast model : models) {
            messages.add("  " + model.text());
            messages.add("    " + new ModelCost(model, prices.of(model.model())).text());
        }
        if (withoutRequest > 0) {
            messages.add(String.format(
                    Locale.ROOT,
                    "  rows that cannot become requests: %,d; a read shows them 'failed' with the reason",
                    withoutRequest));
        }
        refused(messages);
        messages.add(DryRunNotice.wayOn(job));
        return messages;
    }

    private void refused(List<String> messages) {
        if (errors == 0) {
            messages.add("  the server would refuse nothing of it, as far as its documentation says");
            return;
        }
        messages.add(String.format(
                Locale.ROOT,
                "  WARNING: the server would refuse %,d request(s)%s: their batches fail unpaid at first, and the others of"
                        + " them go again",
                refusedLines,
                refusedBatches == 0 ? "" : String.format(Locale.ROOT, " and %,d whole batch(es)", refusedBatches)));
        named.forEach(line -> messages.add("    " + line.text()));
        if (errors > named.size()) {
            messages.add(String.format(Locale.ROOT, "    and %,d errors more", errors - named.size()));
        }
    }
}
