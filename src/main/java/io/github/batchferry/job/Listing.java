package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.job.transfer.Transfer;
import io.github.batchferry.job.transfer.Transfers;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at the server's batches: pages of {@code GET /batches} in whatever order, and single {@code GET}s. A list
 * finds; only the batch itself proves.
 */
final class Listing {
    private static final int PAGE = 100;
    private static final int FEW = 20;
    /** 200,000 batches: more than a project may make in four days. */
    private static final int MAX_PAGES = 2_000;

    private static final int MAX_PAGES_WITHOUT_NEWS = 10;
    private static final Set<Integer> NO_LIST = Set.of(404, 405);
    /** A list that does not say whether it goes on may not know how. */
    private static final Set<Integer> NO_SUCH_PAGE = Set.of(400, 404, 405, 422);

    private final BatchApi api;
    private final Map<String, Batch> seen = new HashMap<>();
    private final Set<String> proved = new HashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private @Nullable String after;
    private boolean ended;
    private boolean cut;
    private boolean refused;
    private int pages;
    private int withoutNews;
    private long newest;
    private long oldest = Long.MAX_VALUE;

    Listing(BatchApi api) {
        this.api = api;
    }

    /** @param wanted ids to find; those that no page shows are asked for one by one */
    void look(Set<String> wanted) {
        Set<String> left = new HashSet<>(wanted);
        left.removeAll(seen.keySet());
        int before = Integer.MAX_VALUE;
        while (!ended && isWorthAPage(left.size(), before)) {
            before = left.size();
            page(left);
        }
        for (String id : left) {
            proof(id);
        }
    }

    /** A few are asked for one by one once a page had none of them: they may lie behind many foreign ones. */
    private static boolean isWorthAPage(int left, int before) {
        return left > FEW || left > 0 && left < before;
    }

    /** Reads on to the end of the list, as far as it has one. */
    Listing toTheEnd() {
        while (!ended) {
            page(new HashSet<>());
        }
        return this;
    }

    /** Lists at least what was made in so many seconds before the newest batch, where the list is in that order. */
    void lookBack(long seconds) {
        while (!ended && (pages == 0 || oldest >= newest - seconds)) {
            page(new HashSet<>());
        }
    }

    private void page(Set<String> left) {
        BatchPage answer;
        try {
            answer = api.list(after, PAGE);
        } catch (ExternalException e) {
            if (!(pages == 0 ? NO_LIST : NO_SUCH_PAGE).contains(e.status())) {
                throw e;
            }
            refused = true;
            ended = true;
            return;
        }
        pages++;
        int known = seen.size();
        for (Batch batch : answer.batches()) {
            if (!proved.contains(batch.id())) {
                seen.put(batch.id(), batch);
            }
            left.remove(batch.id());
            if (batch.createdAt() > 0) {
                newest = Math.max(newest, batch.createdAt());
                oldest = Math.min(oldest, batch.createdAt());
            }
        }
        withoutNews = seen.size() > known ? 0 : withoutNews + 1;
        goOn(answer);
    }

    private void goOn(BatchPage answer) {
        after = answer.cursor();
        cut = answer.hasMore()
                && (after == null
                        || !cursors.add(after)
                        || pages >= MAX_PAGES
                        || withoutNews >= MAX_PAGES_WITHOUT_NEWS);
        ended = cut || !answer.hasMore();
    }

    /** Whether the list was read to its end: only then does it say something that a batch is not in it. */
    boolean isWhole() {
        return ended && !cut && !refused;
    }

    /** As the list shows it, or as it shows itself. */
    @Nullable
    Batch get(String id) {
        return seen.get(id);
    }

    /** The batch as it shows itself, by a call of its own unless that was made before; null where the server says 404. */
    @Nullable
    Batch proof(String id) {
        if (proved.contains(id)) {
            return seen.get(id);
        }
        Batch batch = api.batch(id).orElse(null);
        if (batch != null) {
            seen.put(id, batch);
            proved.add(id);
        }
        return batch;
    }

    boolean isProved(String id) {
        return proved.contains(id);
    }

    /** As {@link #proof} of several at once. One that cannot be asked for now is asked for in its turn. */
    void prove(List<String> ids, Transfers transfers) throws IOException {
        List<Transfer<Optional<Batch>>> asked =
                ids.stream().map(id -> transfers.start(() -> api.batch(id))).toList();
        for (Transfer<Optional<Batch>> answer : asked) {
            try {
                answer.outcome().ifPresent(batch -> {
                    seen.put(batch.id(), batch);
                    proved.add(batch.id());
                });
            } catch (ExternalException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** All batches that were seen on the way, foreign ones too. */
    Iterable<Batch> all() {
        return List.copyOf(seen.values());
    }

    /** Asks for each batch of which the list does not say from which file it was made, but for those that are known. */
    void complete(Set<String> known) {
        for (Batch batch : all()) {
            if (batch.inputFileId().isEmpty() && !known.contains(batch.id())) {
                proof(batch.id());
            }
        }
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
