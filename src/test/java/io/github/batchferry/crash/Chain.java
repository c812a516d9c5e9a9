package io.github.batchferry.crash;

import io.github.batchferry.job.Advance;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Entry;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Fold;
import io.github.batchferry.ledger.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a ledger says of its last batch, by the real fold.
 *
 * @param number 0 where nothing is planned
 * @param file that its valid intent names, 0 where there is none
 * @param entry at which its valid intent stands, 0 where there is none
 * @param refused whether that is a claim which nobody has checked yet
 * @param denials how often it was refused in a row
 * @param astray whether it counts as bought under the id of another purchase: what it bought is lost
 */
record Chain(
        int number,
        BatchState.Phase phase,
        int file,
        int entry,
        boolean held,
        boolean free,
        boolean refused,
        int denials,
        boolean astray) {
    private static final int REQUESTS = 10;
    private static final String BATCH = "batch-";
    private static final Map<List<String>, Chain> KNOWN = new HashMap<>();

    static Chain of(List<String> ledger) {
        Chain known = KNOWN.get(ledger);
        if (known == null) {
            known = fold(ledger);
            KNOWN.put(List.copyOf(ledger), known);
        }
        return known;
    }

    private static Chain fold(List<String> ledger) {
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(1, Fold.seal(REQUESTS)));
        for (String line : ledger) {
            String[] words = line.split(" ");
            entries.add(entry(entries.size() + 1L, event(words[0], Integer.parseInt(words[1]), words[2])));
        }
        JobState state = Fold.of(entries);
        BatchState last = null;
        for (BatchState batch : state.batches()) {
            last = batch;
        }
        if (last == null) {
            return new Chain(0, BatchState.Phase.VOIDED, 0, 0, false, true, false, 0, false);
        }
        int at = 0;
        for (int i = 0; i < ledger.size(); i++) {
            at = last.isIntendedAt(i + 2L) ? i + 1 : at;
        }
        int file = last.fileId() == null ? 0 : Integer.parseInt(last.fileId());
        boolean astray = last.phase() == BatchState.Phase.CREATED && !(BATCH + file).equals(last.batchId());
        return new Chain(
                last.number(),
                last.phase(),
                file,
                at,
                last.doubt() != null,
                Advance.hasUnplannedLines(state),
                last.isUnchecked(),
                last.denials(),
                astray);
    }

    boolean isPurchasable() {
        return phase == BatchState.Phase.PLANNED || phase == BatchState.Phase.UPLOADED;
    }

    boolean isIntended() {
        return phase == BatchState.Phase.INTENDED;
    }

    private static Event event(String name, int batch, String file) {
        return switch (name) {
            case "planned" -> Fold.plan(batch, REQUESTS);
            case "intended" -> new Event.Intended(batch, file);
            case "created" -> new Event.Created(batch, BATCH + file, "posted");
            case "stored" -> new Event.Created(batch, BATCH + "of-another-create", "posted");
            case "denied" ->
                new Event.Denied(batch, 404, null, "no such file", Event.AfterRefusal.PLAN_AGAIN, Map.of(), null);
            case "doubt" -> new Event.InDoubt(batch, "not found");
            case "voided" -> new Event.Voided(batch, "fenced");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Entry entry(long number, Event event) {
        return new Entry(number, "d", Instant.EPOCH, List.of(event));
    }
}
