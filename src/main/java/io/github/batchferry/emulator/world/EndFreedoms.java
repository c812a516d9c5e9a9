package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How batches end, and what cancelling comes to. */
final class EndFreedoms {
    static final List<Freedom> ALL = List.of(
            Freedom.lasting(
                    "end=no-file-ids",
                    "completed batches never name their files",
                    dice -> Manner.batch((view, look) -> {
                        if (look.status().equals("completed")) {
                            Paint.files(view);
                        }
                    })),
            Freedom.lasting(
                    "end=files-gone",
                    "the results of completed batches are gone: 410",
                    dice -> Manner.instead(
                            call -> {
                                Look ended = ended(call);
                                return ended != null && ended.status().equals("completed");
                            },
                            call -> Told.error(410, "The file " + call.id() + " is gone.", null))),
            Freedom.healing(
                    "end=expired",
                    "the first two batches expire with half of their answers",
                    dice -> new Occasion(2, () -> Fate.expired(0.5), (view, look) -> {})),
            Freedom.healing(
                    "end=cancelled",
                    "the first two batches are cancelled by others with half of their answers",
                    dice -> new Occasion(2, () -> Fate.cancelled(0.5), (view, look) -> {})),
            Freedom.healing(
                    "end=expired-growing",
                    "the first batch expires, and its answers still grow in number for a while",
                    dice -> new Growing(Fate.expired(0.75), dice.seconds(5, 100))),
            Freedom.healing(
                    "end=cancelled-growing",
                    "the first batch is cancelled by others, and its answers still grow in number for a while",
                    dice -> new Growing(Fate.cancelled(0.75), dice.seconds(5, 100))),
            Freedom.healing("end=gone-early", "results are gone half an hour to an hour after the end", dice -> {
                long millis = dice.seconds(1800, 3600);
                return Manner.instead(
                        call -> {
                            Look ended = ended(call);
                            return ended != null && !ended.endedLessThan(millis);
                        },
                        call -> Told.error(404, "No such File object: " + call.id(), null));
            }),
            Freedom.healing(
                    "cancel=refused",
                    "no batch can be cancelled: 409",
                    dice -> Manner.instead(
                            call -> call.is(Call.CANCEL),
                            call -> Told.error(409, "This batch cannot be cancelled.", null))),
            Freedom.healing(
                    "cancel=ignored", "a cancel is accepted, and nothing changes", dice -> new Deaf("in_progress")),
            Freedom.healing(
                    "cancel=completes",
                    "a batch that is cancelled shows cancelling, and completes",
                    dice -> new Deaf("cancelling")),
            Freedom.healing("cancel=slow", "a batch is cancelling for minutes", dice -> {
                long millis = dice.seconds(60, 600);
                return Manner.batch((view, look) -> {
                    if (look.status().equals("cancelled") && look.endedLessThan(millis)) {
                        Paint.files(view);
                        view.put("status", "cancelling").putNull("cancelled_at");
                    }
                });
            }));

    private EndFreedoms() {}

    /** The batch whose results are asked for, once it has ended. */
    private static @Nullable Look ended(Call call) {
        Look batch = call.is(Call.CONTENT) && call.file() != null ? call.file().batch() : null;
        return batch == null || !batch.hasEnded() ? null : batch;
    }

    /** Says something to a cancel, and does nothing. */
    private static final class Deaf implements Conduct {
        private final String says;
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        Deaf(String says) {
            this.says = says;
        }

        @Override
        public Optional<Told> instead(Call call) {
            if (!call.is(Call.CANCEL) || call.batch() == null || call.batch().hasEnded()) {
                return Optional.empty();
            }
            asked.add(call.id());
            return Optional.of(Told.json(
                    200,
                    Json.object().put("id", call.id()).put("object", "batch").put("status", says)));
        }

        @Override
        public void batch(ObjectNode view, Look look) {
            if (asked.contains(look.id()) && !look.hasEnded()) {
                view.put("status", says);
            }
        }
    }

    /** Stops half way, and shows a part of its answers only for a while. */
    private static final class Growing implements Conduct {
        private final Times times = new Times(1);
        private final Fate fate;
        private final long millis;

        Growing(Fate fate, long millis) {
            this.fate = fate;
            this.millis = millis;
        }

        @Override
        public Optional<Fate> fate(String inputFileId, long now) {
            return times.once() ? Optional.of(fate) : Optional.empty();
        }

        @Override
        public void batch(ObjectNode view, Look look) {
            if (look.isStopped() && look.endedLessThan(millis) && view.path("request_counts") instanceof ObjectNode n) {
                n.put("completed", shown(look));
            }
        }

        @Override
        public Told answer(Call call, Told told) {
            Stored file = call.file();
            if (!call.is(Call.CONTENT) || !told.succeeded() || file == null || !file.isFresh(call.now(), millis)) {
                return told;
            }
            Look look = file.batch();
            return look == null || !look.isStopped() || !look.isOutput(call.id())
                    ? told
                    : told.with(firstLines(told.bytes(), shown(look)));
        }

        /** 87 of 103. */
        private static long shown(Look look) {
            return look.completed() * 87 / 103;
        }

        private static byte[] firstLines(byte[] bytes, long lines) {
            int end = 0;
            for (long left = lines; left > 0 && end < bytes.length; end++) {
                left -= bytes[end] == '\n' ? 1 : 0;
            }
            return Arrays.copyOf(bytes, end);
        }
    }
}
