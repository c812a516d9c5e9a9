package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** {@code GET /batches}. */
final class ListFreedoms {
    private static final long DAY = 86_400;
    private static final List<String> TIMES = List.of("created_at", "expires_at");

    static final List<Freedom> ALL = List.of(
            Freedom.healing(
                    "list=oldest-first",
                    "begins with the oldest batch",
                    dice -> Manner.list(entries -> {
                        List<Entry> reversed = new ArrayList<>(entries);
                        Collections.reverse(reversed);
                        return reversed;
                    })),
            Freedom.healing(
                    "list=shuffled",
                    "keeps an order of its own",
                    dice -> Manner.list(entries -> entries.stream()
                            .sorted(Comparator.comparingLong(entry -> dice.number(entry.id())))
                            .toList())),
            Freedom.healing(
                    "list=equal-created-at",
                    "gives all batches of a day the same created_at",
                    dice -> Manner.batch((view, look) ->
                            view.put("created_at", view.path("created_at").asLong() / DAY * DAY))),
            Freedom.healing(
                    "list=float-created-at",
                    "gives times as fractions of a second",
                    dice -> Manner.batch((view, look) -> TIMES.forEach(time -> view.put(
                            time, BigDecimal.valueOf(100 * view.path(time).asLong() + 25, 2))))),
            Freedom.healing(
                    "list=iso-created-at",
                    "gives times as text such as 2026-01-01T00:00:00Z",
                    dice -> Manner.batch((view, look) -> TIMES.forEach(time -> view.put(
                            time,
                            Instant.ofEpochSecond(view.path(time).asLong()).toString())))),
            Freedom.healing("list=no-counts", "lists batches without their counts", dice -> without("request_counts")),
            Freedom.healing(
                    "list=no-files",
                    "lists batches without their results files",
                    dice -> without("output_file_id", "error_file_id")),
            Freedom.healing("list=no-metadata", "lists batches without their metadata", dice -> without("metadata")),
            Freedom.healing(
                    "list=no-input-file", "lists batches without their input file", dice -> without("input_file_id")),
            Freedom.healing(
                    "list=bare",
                    "lists nothing of a batch but id and status",
                    dice -> Manner.listed((view, look) -> view.retain(Set.of("id", "object", "status", "created_at")))),
            Freedom.healing(
                    "list=stale",
                    "shows a batch as running for a while after it ended",
                    dice -> Manner.listed(Paint.late(dice.seconds(5, 90)))),
            Freedom.healing(
                    "list=empty-page",
                    "begins with a page that shows nothing and says that there is more",
                    dice -> Manner.list(ListFreedoms::behindOthers)),
            Freedom.healing("list=no-last-id", "gives no first_id and no last_id", dice -> new Conduct() {
                @Override
                public void page(ObjectNode page, Cursor cursor) {
                    page.putNull("first_id").putNull("last_id");
                }
            }),
            Freedom.healing(
                    "list=repeats",
                    "shows three entries a page and begins each with the last of the one before",
                    dice -> new Conduct() {
                        @Override
                        public Cursor cursor(Cursor cursor) {
                            return cursor.from() == 0 || cursor.size() == 1
                                    ? cursor.size(3)
                                    : cursor.size(3).from(cursor.from() - 1);
                        }
                    }),
            Freedom.healing("list=skips", "shows two entries a page and now and then leaves one out", dice -> {
                Times times = new Times(3);
                return new Conduct() {
                    @Override
                    public Cursor cursor(Cursor cursor) {
                        boolean skip = cursor.from() > 0 && times.once();
                        return cursor.size(2).from(cursor.from() + (skip ? 1 : 0));
                    }
                };
            }),
            Freedom.healing(
                    "list=foreign",
                    "lists batches of the whole organization, which GET does not know",
                    dice -> Manner.list(entries -> Foreign.among(entries, dice))),
            Freedom.healing(
                    "list=foreign-shown", "lists batches of the whole organization, which GET shows", Foreign::new),
            Freedom.healing("list=late", "leaves a batch out for up to a minute after its create", dice -> {
                long millis = dice.seconds(5, 60);
                return new Conduct() {
                    @Override
                    public List<Entry> list(List<Entry> entries, long now) {
                        return entries.stream()
                                .filter(entry -> now >= entry.createdAt() + millis)
                                .toList();
                    }
                };
            }),
            Freedom.healing("list=404", "has no list: 404", dice -> none(404)),
            Freedom.healing("list=405", "has no list: 405", dice -> none(405)),
            Freedom.healing("list=endless", "says has_more for ever and repeats its last entry", dice -> new Conduct() {
                @Override
                public Cursor cursor(Cursor cursor) {
                    return cursor.from() < cursor.total() ? cursor : cursor.from(cursor.total() - 1);
                }

                @Override
                public void page(ObjectNode page, Cursor cursor) {
                    page.put("has_more", !page.path("data").isEmpty());
                }
            }));

    private ListFreedoms() {}

    private static Conduct without(String... fields) {
        return Manner.listed((view, look) -> view.remove(List.of(fields)));
    }

    private static Conduct none(int status) {
        return Manner.instead(
                call -> call.is(Call.LIST), call -> Told.error(status, "This server does not list batches.", null));
    }

    private static List<Entry> behindOthers(List<Entry> entries) {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(new Entry("batch_unseen" + i, 0, null));
        }
        all.addAll(entries);
        return all;
    }
}
