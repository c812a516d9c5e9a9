package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldListTest extends WorldFixture {
    private List<String> ended() throws Exception {
        return new ArrayList<>(List.of(ended(1), ended(1), ended(1), ended(1), ended(1)));
    }

    private static List<String> newestFirst(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void aListMayBeginWithTheOldest() throws Exception {
        world("list=oldest-first");
        assertThat(ended()).isEqualTo(ids(list()));
    }

    @Test
    void aListMayKeepAnOrderOfItsOwn() throws Exception {
        world("list=shuffled");
        List<String> oldestFirst = ended();
        assertThat(ids(list())).containsExactlyInAnyOrderElementsOf(oldestFirst).isNotEqualTo(newestFirst(oldestFirst));
        assertThat(ids(list())).isEqualTo(ids(list()));
    }

    @ParameterizedTest
    @CsvSource({
        "list=equal-created-at, 1767225600",
        "list=float-created-at, 1767229200.25",
        "list=iso-created-at, \"2026-01-01T01:00:00Z\"",
    })
    void timesMayBeOfOneDayOrFractionsOrText(String world, String createdAt) throws Exception {
        world(world);
        later(3600);
        ended(1);
        assertThat(client.get("batches").text()).contains("\"created_at\":" + createdAt + ",");
    }

    @ParameterizedTest
    @CsvSource({
        "list=no-counts, request_counts",
        "list=no-files, output_file_id",
        "list=no-metadata, metadata",
        "list=no-input-file, input_file_id",
        "list=bare, input_file_id",
        "get=usage-only-here, usage",
    })
    void anEntryMayLackWhatTheBatchHas(String world, String field) throws Exception {
        world(world);
        String id = ended(1);
        assertThat(listed(id).has(field)).isFalse();
        assertThat(listed(id).path("status").asText()).isEqualTo("completed");
        assertThat(client.batch(id).has(field)).isTrue();
    }

    @Test
    void anEntryMayBeOlderThanItsBatch() throws Exception {
        world("list=stale");
        String id = ended(2);
        assertThat(client.batch(id).path("status").asText()).isEqualTo("completed");
        assertThat(listed(id).path("status").asText()).isEqualTo("in_progress");
        assertThat(listed(id).path("output_file_id").isNull()).isTrue();
        later(90);
        assertThat(listed(id)).isEqualTo(client.batch(id));
    }

    @Test
    void aPageMayShowNothingAndHaveMore() throws Exception {
        world("list=empty-page");
        List<String> all = ended();
        JsonNode first = list();
        assertThat(first.path("data")).isEmpty();
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("last_id").asText()).isNotEmpty();
        assertThat(paged(9)).isEqualTo(newestFirst(all));
    }

    @Test
    void aPageMayNameNoLastId() throws Exception {
        world("list=no-last-id");
        String id = ended(1);
        assertThat(list().path("last_id").isNull()).isTrue();
        assertThat(ids(list())).containsExactly(id);
    }

    @Test
    void pagesMayRepeatEntries() throws Exception {
        world("list=repeats");
        List<String> all = ended();
        assertThat(paged(9)).hasSizeGreaterThan(5).containsOnlyOnceElementsOf(List.of(all.get(4), all.get(0)));
        assertThat(paged(9)).containsAll(all);
    }

    @Test
    void pagesMaySkipEntriesAndShowThemAtALaterLook() throws Exception {
        world("list=skips");
        List<String> all = ended();
        assertThat(paged(9)).isNotEmpty().isSubsetOf(all).hasSizeLessThan(5);
        paged(9);
        paged(9);
        assertThat(paged(9)).isEqualTo(newestFirst(all));
    }

    @Test
    void aListMayShowBatchesOfOthers() throws Exception {
        world("list=foreign");
        String id = ended(1);
        List<String> ids = new ArrayList<>(ids(list()));
        assertThat(ids).hasSize(7).contains(id);
        ids.remove(id);
        assertThat(client.get("batches/" + ids.get(0)).status()).isEqualTo(404);
        assertThat(paged(9)).hasSize(7);
    }

    @Test
    void batchesOfOthersMayBeShownOneByOne() throws Exception {
        world("list=foreign-shown");
        JsonNode foreign = list().path("data").get(0);
        assertThat(client.batch(foreign.path("id").asText())).isEqualTo(foreign);
    }

    @Test
    void aListMayBeLate() throws Exception {
        world("list=late");
        String id = ended(1);
        assertThat(ids(list())).isEmpty();
        assertThat(client.get("batches/" + id).status()).isEqualTo(200);
        later(60);
        assertThat(ids(list())).containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource({"list=404, 404", "list=405, 405"})
    void thereMayBeNoList(String world, int status) throws Exception {
        world(world);
        String id = ended(1);
        assertThat(client.get("batches").status()).isEqualTo(status);
        assertThat(client.get("batches/" + id).status()).isEqualTo(200);
    }

    @Test
    void aListMayHaveMoreForEverWithoutNews() throws Exception {
        world("list=endless");
        String id = ended(1);
        assertThat(paged(7)).hasSize(7).containsOnly(id);
    }
}
