package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at the server: pages of {@code GET /batches}, newest first, back to the oldest batch that is looked for, and
 * single {@code GET}s once only a few are left.
 */
final class Listing {
    private static final int PAGE = 100;
    private static final int FEW = 20;
    /** 200,000 batches: more than a project may make in four days. */
    private static final int MAX_PAGES = 2_000;

    private final BatchApi api;
    private final Map<String, Batch> seen = new HashMap<>();
    private final Set<String> cursors = new HashSet<>();
    private @Nullable String after;
    private boolean ended;
    private boolean cut;
    private int pages;
    private long newest;
    private long oldest = Long.MAX_VALUE;

    Listing(BatchApi api) {
        this.api = api;
    }

    /**
     * @param wanted ids to find
     * @param backTo list at least to batches made before this time by the server's clock, in seconds; null for no need
     */
    void look(Set<String> wanted, @Nullable Long backTo) {
        Set<String> left = new HashSet<>(wanted);
        left.removeAll(seen.keySet());
        int before = Integer.MAX_VALUE;
        while (!ended && (backTo != null && oldest >= backTo || isWorthAPage(left.size(), before))) {
            before = left.size();
            page(left);
        }
        for (String id : left) {
            api.batch(id).ifPresent(batch -> seen.put(id, batch));
        }
    }

    /** A few are asked for one by one once a page had none of them: they may lie behind many foreign ones. */
    private static boolean isWorthAPage(int left, int before) {
        return left > FEW || left > 0 && left < before;
    }

    /** Lists at least what was made in so many seconds before the newest batch. Goes on where it stopped. */
    void lookBack(long seconds) {
        while (!ended && (pages == 0 || oldest >= newest - seconds)) {
            page(new HashSet<>());
        }
    }

    private void page(Set<String> left) {
        BatchPage answer = api.list(after, PAGE);
        pages++;
        for (Batch batch : answer.batches()) {
            seen.put(batch.id(), batch);
            left.remove(batch.id());
            if (batch.createdAt() > 0) {
                newest = Math.max(newest, batch.createdAt());
                oldest = Math.min(oldest, batch.createdAt());
            }
        }
        if (answer.hasMore() && answer.cursor() != null && pages < MAX_PAGES) {
            after = answer.cursor();
            cut = !cursors.add(after);
        } else {
            cut = answer.hasMore();
        }
        ended = cut || !answer.hasMore();
    }

    /** Whether the list says that it goes on and does not: what was not seen may still be there. */
    boolean isCut() {
        return cut;
    }

    @Nullable
    Batch get(String id) {
        return seen.get(id);
    }

    /** All batches that were seen on the way, foreign ones too. */
    Iterable<Batch> all() {
        return seen.values();
    }

    /** Batches made from this input file, oldest first. */
    List<Batch> madeFrom(String fileId) {
        return matching(batch -> batch.inputFileId().equals(fileId));
    }

    /** Oldest first. */
    List<Batch> matching(Predicate<Batch> wanted) {
        return seen.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparingLong(Batch::createdAt).thenComparing(Batch::id))
                .toList();
    }
}
