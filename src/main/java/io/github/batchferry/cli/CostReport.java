package io.github.batchferry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.price.BatchBill;
import io.github.batchferry.price.BillSum;
import io.github.batchferry.price.Cost;
import io.github.batchferry.price.JobBill;
import io.github.batchferry.price.ModelPrice;
import io.github.batchferry.price.PriceOrigin;
import io.github.batchferry.price.PriceTable;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.result.Spent;
import io.github.batchferry.terminal.TextTable;
import io.github.batchferry.terminal.TextTable.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code status} says of the money that went into a job. */
record CostReport(JobBill bill, ProviderPrices prices, PriceOrigin table) {
    private static final String UNKNOWN = "unknown";
    private static final int SHOWN = 20;

    static CostReport of(JobState job, PriceTable table) {
        ProviderPrices prices = table.of(job);
        return new CostReport(JobBill.of(job, prices), prices, table.origin());
    }

    /** By number, those that are collected. */
    Map<Integer, BatchBill> batches() {
        Map<Integer, BatchBill> batches = new HashMap<>();
        bill.batches().forEach(batch -> batches.put(batch.number(), batch));
        return batches;
    }

    static String usd(@Nullable BatchBill batch) {
        Cost cost = batch == null ? null : batch.cost();
        return batch == null ? "-" : cost == null ? UNKNOWN : Cost.shown(cost.batch());
    }

    static String date(@Nullable BatchBill batch) {
        return batch == null || batch.price() == null
                ? "-"
                : batch.price().origin().date();
    }

    /** Empty where nothing is collected yet. */
    String text() {
        if (bill.batches().isEmpty()) {
            return "";
        }
        TextTable models = new TextTable(
                Column.text("model", 32),
                Column.number("batches"),
                Column.number("USD"),
                Column.number("in real time"),
                Column.number("without answer"),
                Column.text("prices of", 60));
        bill.models().forEach((model, sum) -> row(models, model, sum, origin(model)));
        if (bill.models().size() > 1) {
            row(models, "all", bill.total(), "");
        }
        return models.text("") + notes();
    }

    private static void row(TextTable table, String name, BillSum sum, String origin) {
        table.row(
                name,
                sum.batches(),
                shown(sum, sum.known().batch()),
                shown(sum, sum.known().realTime()),
                shown(sum, sum.failures().batch()),
                origin);
    }

    private static String shown(BillSum sum, BigDecimal usd) {
        return sum.isUnknown() ? UNKNOWN : (sum.unknown() > 0 ? "≥ " : "") + Cost.shown(usd);
    }

    private String origin(String model) {
        ModelPrice price = prices.of(model);
        return price == null
                ? table + " has none"
                : price.origin() + (price.halved().isEmpty() ? "" : ", half by the rule");
    }

    private String notes() {
        List<String> notes = new ArrayList<>();
        if (bill.open() > 0) {
            notes.add(bill.open() + (bill.open() == 1 ? " batch is" : " batches are") + " open and not in it");
        }
        for (BatchBill batch : bill.batches()) {
            if (batch.silent() > 0 && batch.price() != null && !batch.price().isFree()) {
                notes.add("batch " + batch.number()
                        + ": requests that were perhaps paid and do not say what they used: " + batch.silent());
            }
            if (batch.difference() != null) {
                notes.add("batch " + batch.number() + ": " + batch.difference());
            }
        }
        int left = notes.size() - SHOWN;
        return notes.stream().limit(SHOWN).map(note -> note + "\n").collect(Collectors.joining())
                + (left > 0 ? "and " + left + " more, see --json\n" : "");
    }

    void putTotal(ObjectNode json) {
        put(json, bill.total());
        json.put("openBatches", bill.open());
        put(json.putObject("prices"), table);
        ArrayNode models = json.putArray("models");
        bill.models().forEach((model, sum) -> {
            ObjectNode each = models.addObject().put("model", model);
            put(each, sum);
            putPrice(each, prices.of(model));
        });
    }

    private static void put(ObjectNode json, BillSum sum) {
        boolean whole = sum.unknown() == 0;
        json.put("batches", sum.batches());
        json.put("usd", whole ? Cost.shown(sum.known().batch()) : null);
        json.put("realTimeUsd", whole ? Cost.shown(sum.known().realTime()) : null);
        json.put("withoutAnswerUsd", whole ? Cost.shown(sum.failures().batch()) : null);
        json.put("knownUsd", Cost.shown(sum.known().batch()));
        json.put("unknownBatches", sum.unknown());
    }

    static void put(ObjectNode json, BatchBill batch) {
        Cost cost = batch.cost();
        Cost failures = batch.failures();
        json.put("usd", cost == null ? null : Cost.shown(cost.batch()));
        json.put("realTimeUsd", cost == null ? null : Cost.shown(cost.realTime()));
        json.put("withoutAnswerUsd", failures == null ? null : Cost.shown(failures.batch()));
        json.put("withoutUsage", batch.silent());
        json.put("difference", batch.difference());
        ObjectNode tokens = json.putObject("tokens");
        for (Spent spent : Spent.values()) {
            if (batch.tokens().containsKey(spent)) {
                tokens.putPOJO(spent.word(), batch.tokens().get(spent));
            }
        }
        putPrice(json, batch.price());
    }

    private static void putPrice(ObjectNode json, @Nullable ModelPrice price) {
        if (price == null) {
            json.putNull("prices");
            return;
        }
        put(json.putObject("prices"), price.origin());
        price.halved().forEach(json.putArray("halved")::add);
    }

    private static void put(ObjectNode json, PriceOrigin origin) {
        json.put("date", origin.date()).put("source", origin.source());
    }
}
