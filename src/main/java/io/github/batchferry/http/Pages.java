package io.github.batchferry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.provider.Quirk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the pages of a provider's list follow each other. */
final class Pages {
    private final Provider provider;

    Pages(Provider provider) {
        this.provider = provider;
    }

    /** The name under which a page is asked for by the cursor of the one before. */
    String parameter() {
        return provider.has(Quirk.LIST_CURSOR) ? "cursor" : "after";
    }

    /**
     * Entries without a usable id are left out: one odd batch of somebody else must not hide all others. A list that does
     * not say whether it goes on has ended only where a page is empty: a short page may be as long as the server likes,
     * and a cursor that is not named is no end.
     *
     * @param after the cursor by which this page was asked for, null for the first
     */
    BatchPage page(JsonNode root, @Nullable String after, Wording words) throws UnreadableException {
        JsonNode data = root.isArray() ? root : root.path("data");
        if (!data.isArray() && !data.isNull()) {
            throw new UnreadableException("the answer is not a list of batches");
        }
        List<Batch> batches = new ArrayList<>();
        for (JsonNode entry : data) {
            if (Nouns.hasId(entry, words)) {
                batches.add(Nouns.batch(entry, words));
            }
        }
        JsonNode next = root.path("paging").path("next_cursor");
        if (provider.has(Quirk.LIST_CURSOR) && next.isValueNode()) {
            String cursor = Json.text(root.path("paging"), "next_cursor");
            return new BatchPage(batches, cursor != null, cursor);
        }
        JsonNode more = root.path("has_more");
        boolean hasMore = more.isBoolean() ? more.asBoolean() : data.size() > 0;
        return new BatchPage(
                batches,
                hasMore,
                provider.has(Quirk.LIST_OFFSET) ? offset(after, data.size()) : cursor(root, data, words));
    }

    private static @Nullable String offset(@Nullable String after, int entries) {
        return String.valueOf((after == null ? 0 : Long.parseLong(after)) + entries);
    }

    /** The last entry, else the {@code last_id}, else the last entry that can be named: rather twice than never. */
    private static @Nullable String cursor(JsonNode root, JsonNode data, Wording words) {
        if (data.size() > 0 && Nouns.hasId(data.get(data.size() - 1), words)) {
            return data.get(data.size() - 1).path("id").asText();
        }
        String last = Json.text(root, "last_id");
        if (last != null && words.isUsable(last)) {
            return last;
        }
        for (int i = data.size() - 2; i >= 0; i--) {
            if (Nouns.hasId(data.get(i), words)) {
                return data.get(i).path("id").asText();
            }
        }
        return null;
    }
}
