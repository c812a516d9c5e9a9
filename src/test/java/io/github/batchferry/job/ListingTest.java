package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.BatchStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
    /** Batch n was made at second n; {@code b1} is the oldest. */
    private final List<Batch> batches = new ArrayList<>();

    private int lists;
    private int gets;

    private final ForwardingApi api = new ForwardingApi(null) {
        @Override
        public BatchPage list(String after, int limit) {
            lists++;
            int to = after == null ? batches.size() : Integer.parseInt(after.substring(1)) - 1;
            int from = Math.max(0, to - limit);
            List<Batch> page = new ArrayList<>(batches.subList(from, to));
            java.util.Collections.reverse(page);
            return new BatchPage(
                    page,
                    from > 0,
                    page.isEmpty() ? null : page.get(page.size() - 1).id());
        }

        @Override
        public Optional<Batch> batch(String id) {
            gets++;
            return batches.stream().filter(batch -> batch.id().equals(id)).findFirst();
        }
    };

    @Test
    void pagesAreReadBackToTheOldestBatchThatIsOpen() {
        make(1000, 0);
        Listing listing = new Listing(api);
        listing.look(ids(701, 800));
        assertThat(lists).isEqualTo(3);
        assertThat(gets).isZero();
        assertThat(ids(701, 800)).allSatisfy(id -> assertThat(listing.get(id)).isNotNull());
    }

    @Test
    void theLastFewAreAskedForOneByOne() {
        make(1000, 0);
        Listing listing = new Listing(api);
        listing.look(ids(1, 20));
        assertThat(lists).isEqualTo(1);
        assertThat(gets).isEqualTo(20);
        assertThat(listing.get("b1")).isNotNull();
    }

    @Test
    void aPageIsAskedForAsLongAsPagesHaveWhatIsWanted() {
        make(120, 0);
        Listing listing = new Listing(api);
        listing.look(ids(1, 120));
        assertThat(lists).isEqualTo(2);
        assertThat(gets).isZero();
    }

    @Test
    void nothingIsAskedWhereNothingIsOpen() {
        make(10, 0);
        new Listing(api).look(Set.of());
        assertThat(lists + gets).isZero();
    }

    @Test
    void whatNobodyFindsIsAbsent() {
        make(150, 0);
        Listing listing = new Listing(api);
        listing.look(Set.of("b0"));
        assertThat(listing.get("b0")).isNull();
        assertThat(gets).isEqualTo(1);
    }

    @Test
    void whatIsNotInTheListIsSaidOfTheWholeListOnly() {
        make(1000, 0);
        Listing listing = new Listing(api);
        listing.look(ids(901, 1000));
        assertThat(listing.isWhole()).isFalse();
        assertThat(listing.toTheEnd().isWhole()).isTrue();
        assertThat(lists).isEqualTo(10);
        assertThat(listing.madeFrom("f1")).isNotEmpty();
    }

    @Test
    void ofSeveralTheOldestComesFirst() {
        batches.add(at("b1", "f", 5));
        batches.add(at("b2", "f", 3));
        batches.add(at("b3", "f", 3));
        batches.add(at("b4", "g", 1));
        Listing listing = new Listing(api);
        listing.toTheEnd();
        assertThat(listing.madeFrom("f")).extracting(Batch::id).containsExactly("b2", "b3", "b1");
        assertThat(listing.matching(batch -> true)).extracting(Batch::id).startsWith("b4");
    }

    @Test
    void aServerThatRepeatsItsPagesIsLeft() {
        make(100, 0);
        Listing listing = new Listing(new ForwardingApi(null) {
            @Override
            public BatchPage list(String after, int limit) {
                lists++;
                return new BatchPage(batches, true, batches.get(99).id());
            }
        });
        listing.toTheEnd();
        assertThat(lists).isEqualTo(2);
        assertThat(listing.isWhole()).as("it proves nothing").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 422})
    void aListThatCannotGoOnShowsWhatItHasAndIsNotWhole(int status) {
        make(100, 0);
        Listing listing = new Listing(second(status));
        listing.toTheEnd();
        assertThat(listing.all()).hasSize(100);
        assertThat(listing.isWhole()).as("it proves nothing").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 401, 403, 500})
    void aSecondPageThatFailsForAnotherReasonIsAFailure(int status) {
        make(100, 0);
        Listing listing = new Listing(second(status));
        assertThatThrownBy(listing::toTheEnd).isInstanceOf(ExternalException.class);
    }

    /** Refuses the second page. */
    private ForwardingApi second(int status) {
        return new ForwardingApi(null) {
            @Override
            public BatchPage list(String after, int limit) {
                if (after != null) {
                    throw ExternalException.stopped("no", status, null);
                }
                return new BatchPage(batches, true, batches.get(99).id());
            }
        };
    }

    private void make(int count, long sameSecond) {
        for (int i = 1; i <= count; i++) {
            batches.add(at("b" + i, "f" + i, sameSecond > 0 ? sameSecond : i));
        }
    }

    private static Set<String> ids(int from, int to) {
        return new HashSet<>(
                IntStream.rangeClosed(from, to).mapToObj(i -> "b" + i).toList());
    }

    private static Batch at(String id, String file, long second) {
        return new Batch(
                id, BatchStatus.IN_PROGRESS, null, file, null, null, second, 0, null, List.of(), Map.of(), null, null);
    }
}
