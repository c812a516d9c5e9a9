package io.github.batchferry.job.seal;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.shard.IdMerge;
import io.github.batchferry.shard.IdsFile;
import io.github.batchferry.shard.RepeatedIds;
import io.github.batchferry.shard.ShardLines;
import io.github.batchferry.shard.SortedIds;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proves the custom ids of a write, which come from a column, unique over all writes that are sealed so far. */
final class UniqueIds {
    private final Job job;
    private final JobStore store;
    private final WriteDraft draft;

    UniqueIds(Job job, WriteDraft draft) {
        this.job = job;
        store = job.store();
        this.draft = draft;
    }

    static String path(WriteDraft draft) {
        return draft.directory() + "/ids.sorted";
    }

    /**
     * @return the file of the merged hashes of this write
     * @throws UserException where an id occurs more than once
     */
    String prove(List<StagedPart> parts) throws IOException {
        List<SortedIds> sources = new ArrayList<>();
        for (StagedPart part : parts) {
            for (StagedShard shard : part.shards()) {
                long sorted = shard.idsOffset() + (long) shard.requests() * Long.BYTES;
                sources.add(new SortedIds(part.idsFile(), sorted, shard.requests(), SortedIds.Origin.THIS_WRITE));
            }
        }
        for (Event.WriteSealed earlier : job.state().writes()) {
            if (earlier.sortedIds() != null) {
                try (PositionedInput file = IdsFile.open(store, earlier.sortedIds())) {
                    long ids = requests(earlier);
                    if (file.length() != ids * Long.BYTES) {
                        throw IdsFile.damaged(
                                earlier.sortedIds(),
                                "it has " + file.length() / Long.BYTES + " ids instead of the " + ids
                                        + " that were sealed");
                    }
                    sources.add(new SortedIds(earlier.sortedIds(), 0, ids, SortedIds.Origin.EARLIER_WRITE));
                }
            }
        }
        String merged = path(draft);
        RepeatedIds repeated = new IdMerge(store).merge(sources, merged);
        if (repeated.count() > 0) {
            refuse(parts, repeated);
        }
        return merged;
    }

    private static long requests(Event.WriteSealed write) {
        return write.parts().stream()
                .flatMap(part -> part.shards().stream())
                .mapToLong(StagedShard::requests)
                .sum();
    }

    /** Names the ids, and passes over hashes that different ids happen to share. */
    private void refuse(List<StagedPart> parts, RepeatedIds repeated) throws IOException {
        List<StagedPart> all = new ArrayList<>(parts);
        for (Event.WriteSealed earlier : job.state().writes()) {
            if (earlier.sortedIds() != null) {
                all.addAll(earlier.parts());
            }
        }
        List<String> named = new ArrayList<>();
        for (long hash : repeated.first()) {
            Map<String, Integer> times = new HashMap<>();
            for (StagedPart part : all) {
                for (String id : new ShardLines(store).customIds(part, hash)) {
                    times.merge(id, 1, Integer::sum);
                }
            }
            times.forEach((id, count) -> {
                if (count > 1) {
                    named.add("'" + id + "' (" + count + " times)");
                }
            });
        }
        long more = repeated.count() - repeated.first().size();
        if (named.isEmpty() && more == 0) {
            return;
        }
        throw new UserException("custom ids must be unique over the job, but in column '" + draft.customIdColumn()
                + "' these are not: " + String.join(", ", named) + (more > 0 ? " and " + more + " more" : "")
                + ". Nothing was bought. Make the column unique, or rename it and let custom ids be generated");
    }
}
