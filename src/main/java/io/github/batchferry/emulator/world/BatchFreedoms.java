package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code GET /batches/{id}}, and what both it and the list show. */
final class BatchFreedoms {
    static final List<Freedom> ALL = List.of(
            Freedom.healing("get=late", "GET of a new batch answers 404 for a while", dice -> {
                long millis = dice.seconds(5, 60);
                return Manner.instead(
                        call -> call.is(Call.GET)
                                && call.batch() != null
                                && call.batch().createdLessThan(millis),
                        call -> Told.error(404, "No batch found with id '" + call.id() + "'.", null));
            }),
            Freedom.healing(
                    "get=older-than-list",
                    "GET shows a batch as running for a while after the list shows its end",
                    dice -> Manner.single(Paint.late(dice.seconds(5, 90)))),
            Freedom.healing("get=files-late", "the end comes first, files and counts up to minutes later", dice -> {
                long millis = dice.seconds(5, 240);
                return Manner.batch((view, look) -> {
                    if (look.endedLessThan(millis)) {
                        Paint.files(view);
                        Paint.counts(view, 0, 0, 0);
                    }
                });
            }),
            Freedom.healing("get=files-after-counts", "the end and its counts come first, files later", dice -> {
                long millis = dice.seconds(5, 240);
                return Manner.batch((view, look) -> {
                    if (look.endedLessThan(millis)) {
                        Paint.files(view);
                    }
                });
            }),
            Freedom.healing("get=counts-after-files", "the end and its files come first, counts later", dice -> {
                long millis = dice.seconds(5, 240);
                return Manner.batch((view, look) -> {
                    if (look.endedLessThan(millis)) {
                        Paint.counts(view, view.at("/request_counts/total").asLong(), 0, 0);
                    }
                });
            }),
            Freedom.healing("get=error-file-first", "the output file comes later than the error file", dice -> {
                long millis = dice.seconds(5, 240);
                return Manner.batch((view, look) -> {
                    if (look.endedLessThan(millis)) {
                        view.putNull("output_file_id");
                    }
                });
            }),
            Freedom.healing("get=output-file-first", "the error file comes later than the output file", dice -> {
                long millis = dice.seconds(5, 240);
                return Manner.batch((view, look) -> {
                    if (look.endedLessThan(millis)) {
                        view.putNull("error_file_id");
                    }
                });
            }),
            Freedom.healing(
                    "get=zero-counts",
                    "counts stay 0/0/0",
                    dice -> Manner.batch((view, look) -> Paint.counts(view, 0, 0, 0))),
            Freedom.healing(
                    "get=no-total",
                    "counts have no total",
                    dice -> Manner.batch((view, look) -> {
                        if (view.path("request_counts") instanceof ObjectNode counts) {
                            counts.remove("total");
                        }
                    })),
            Freedom.healing(
                    "get=usage-only-here",
                    "the list shows no usage",
                    dice -> Manner.listed((view, look) -> view.remove("usage"))),
            Freedom.healing(
                    "get=one-l",
                    "the first batch is cancelled by others, which is spelt canceled",
                    dice -> new Occasion(1, () -> Fate.cancelled(0.5), (view, look) -> {
                        if (view.path("status").asText().equals("cancelled")) {
                            view.put("status", "canceled");
                        }
                    })),
            Freedom.healing(
                    "get=upper-case",
                    "statuses are written in capitals",
                    dice -> Manner.batch((view, look) ->
                            view.put("status", view.path("status").asText().toUpperCase(Locale.ROOT)))),
            Freedom.healing("get=scheduling", "a batch is scheduling for a while before it is validated", dice -> {
                long millis = dice.seconds(5, 60);
                return Manner.fate(now -> Optional.of(Fate.stays("validating", now + millis, "scheduling")));
            }),
            Freedom.healing("get=unknown-word", "a batch is pondering for a while", dice -> {
                long millis = dice.seconds(5, 60);
                return Manner.fate(now -> Optional.of(Fate.stays("in_progress", now + millis, "pondering")));
            }),
            Freedom.healing(
                    "get=float-counts",
                    "counts are written as 12.0",
                    dice -> Manner.batch((view, look) -> Numbers.asFloats(view.path("request_counts")))),
            Freedom.lasting(
                    "get=huge-counts",
                    "total is 2^40",
                    dice -> Manner.batch((view, look) -> {
                        if (view.path("request_counts") instanceof ObjectNode counts) {
                            counts.put("total", 1L << 40);
                        }
                    })));

    private BatchFreedoms() {}
}
