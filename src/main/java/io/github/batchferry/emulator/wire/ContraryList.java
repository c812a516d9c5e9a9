package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.world.Cursor;
import io.github.batchferry.emulator.world.Entry;
import io.github.batchferry.emulator.world.Manners;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of {@code GET /v1/batches} in a world where a list is not what it should be. */
public final class ContraryList {
    private final Manners manners;
    private final long now;

    public ContraryList(Manners manners, long now) {
        this.manners = manners;
        this.now = now;
    }

    public Reply page(List<Entry> newestFirst, Paging.Asked asked) {
        List<Entry> list = manners.list(newestFirst, now);
        int from = Math.min(list.size(), asked.skipped() + from(list, asked.after()));
        Cursor cursor = manners.cursor(new Cursor(from, asked.limit(), list.size()));
        List<Entry> places = list.subList(cursor.from(), cursor.to());
        ObjectNode page = Json.object().put("object", "list");
        ArrayNode data = page.putArray("data");
        places.stream().filter(place -> place.view() != null).forEach(place -> data.add(place.view()));
        page.put("first_id", places.isEmpty() ? null : places.get(0).id());
        page.put(
                "last_id",
                places.isEmpty() ? null : places.get(places.size() - 1).id());
        page.put("has_more", cursor.to() < list.size());
        return Reply.json(200, manners.page(page, cursor));
    }

    private static int from(List<Entry> list, @Nullable String after) {
        return after == null
                ? 0
                : 1
                        + IntStream.range(0, list.size())
                                .filter(i -> list.get(i).id().equals(after))
                                .findFirst()
                                .orElseThrow(() ->
                                        Refusal.invalid("No batch found with id '" + after + "'.", "after", null));
    }
}
