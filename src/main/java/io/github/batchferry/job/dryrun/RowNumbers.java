package io.github.batchferry.job.dryrun;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the rows whose requests stand at given places, by reading the staged rows of those parts: for few places. */
final class RowNumbers {
    private final JobState state;
    private final JobStore store;

    /** A line of a shard, from 0. */
    record Place(ShardKey key, int line) {}

    RowNumbers(JobState state, JobStore store) {
        this.state = state;
        this.store = store;
    }

    /** The numbers of the rows, from 1, in the order in which they come back from a read. */
    Map<Place, Long> of(Set<Place> places) throws IOException {
        Map<Place, Long> numbers = new HashMap<>();
        long before = 0;
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                Set<Place> wanted = new HashSet<>(places);
                wanted.removeIf(place -> !place.key().write().equals(write.write())
                        || place.key().part() != part.part());
                if (!wanted.isEmpty()) {
                    find(write.write(), part, before, wanted, numbers);
                }
                before += part.rows();
            }
        }
        return numbers;
    }

    private void find(String write, StagedPart part, long before, Set<Place> wanted, Map<Place, Long> numbers)
            throws IOException {
        try (RowsReader rows = RowsReader.open(store, part.rowsFile(), part.rowsBytes())) {
            rows.seek(part.splits().get(0));
            for (long row = 1; row <= part.rows() && !wanted.isEmpty(); row++) {
                rows.next();
                Place place = new Place(new ShardKey(write, part.part(), rows.shard()), rows.line());
                if (wanted.remove(place)) {
                    numbers.put(place, before + row);
                }
            }
        }
    }
}
