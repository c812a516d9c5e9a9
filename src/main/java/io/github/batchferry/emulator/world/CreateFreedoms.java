package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /batches}. */
final class CreateFreedoms {
    private static final long DAY = 86_400_000;

    static final List<Freedom> ALL = all();

    private CreateFreedoms() {}

    private static List<Freedom> all() {
        List<Freedom> all = new ArrayList<>();
        for (int status : new int[] {400, 401, 403, 404, 408, 409, 429, 500, 503}) {
            all.add(Freedom.healing(
                    "create=" + status + "-though-created",
                    "the first two creates answer " + status + ", and there is a batch",
                    dice -> after(2, Told.error(status, "The request could not be processed.", null))));
        }
        all.add(Freedom.healing(
                "create=dropped-though-created",
                "the first two creates end without an answer, and there is a batch",
                dice -> after(2, Told.DROPPED)));
        all.add(Freedom.healing(
                "create=stored-answer",
                "the second create makes a batch and answers with the first one's",
                dice -> new StoredAnswer()));
        all.add(Freedom.healing(
                "create=twice",
                "the first create makes two batches; the second of them waits for most of a day",
                dice -> {
                    Times times = new Times(1);
                    return new Conduct() {
                        @Override
                        public Optional<Fate> twin(long now) {
                            return times.once()
                                    ? Optional.of(Fate.stays("validating", now + DAY - DAY / 8, "validating"))
                                    : Optional.empty();
                        }
                    };
                }));
        all.add(Freedom.healing(
                "create=wants-processed",
                "a file is processed a while after its upload, and a batch of it is refused before",
                dice -> new SlowFiles(
                        dice.seconds(5, 60),
                        Told.error(400, "The input file is not ready: its status must be 'processed'.", null))));
        all.add(Freedom.healing(
                "create=wants-processed-azure",
                "the same as create=wants-processed, in Azure's words",
                dice -> new SlowFiles(
                        dice.seconds(5, 60),
                        Told.error(
                                400,
                                "The specified input file is in the state 'Pending'. It cannot be used until it has been"
                                        + " processed.",
                                "invalidPayload"))));
        all.add(Freedom.healing("create=file-404", "a file just uploaded is not found for a while", dice -> {
            long millis = dice.seconds(5, 60);
            return Manner.instead(
                    call -> isOfNewFile(call, millis),
                    call -> Told.error(
                            404,
                            "Cannot find file "
                                    + call.body().path("input_file_id").asText() + ", or organization org-emulator does"
                                    + " not have access to it.",
                            null));
        }));
        all.add(passing("queue-full", "creates are refused for a while: the queue is full", queue("90000")));
        for (String limit : List.of("1.35M", "90,000", "30K", "0")) {
            all.add(passing(
                    "limit-" + limit.replace(",", "_"),
                    "creates are refused for a while with the limit told as " + limit,
                    queue(limit)));
        }
        return List.copyOf(all);
    }

    /** A refusal of all creates for a while from the first one on. */
    static Freedom passing(String name, String says, Told told) {
        return passing("create=" + name, says, 150, told);
    }

    static Freedom passing(String name, String says, int mostSeconds, Told told) {
        return Freedom.healing(name, says, dice -> {
            Spell spell = new Spell(dice.seconds(5, mostSeconds));
            return Manner.instead(call -> call.is(Call.CREATE) && spell.lasts(call.now()), call -> told);
        });
    }

    static String queueWords(String limit) {
        return "Enqueued token limit reached for the model in organization org-emulator. Limit: " + limit
                + " enqueued tokens. Please try again once some in_progress batches have been completed.";
    }

    private static Told queue(String limit) {
        return Told.error(429, queueWords(limit), "token_limit_exceeded");
    }

    private static Conduct after(int times, Told told) {
        Times left = new Times(times);
        return Manner.after(call -> call.is(Call.CREATE) && left.once(), answer -> told);
    }

    private static boolean isOfNewFile(Call call, long millis) {
        Stored file = call.file();
        return call.is(Call.CREATE) && file != null && call.now() < file.createdAt() + millis;
    }

    /** Answers the second create with what the first one got. */
    private static final class StoredAnswer implements Conduct {
        private @Nullable Told first;
        private int creates;

        @Override
        public synchronized Told answer(Call call, Told told) {
            if (!call.is(Call.CREATE) || !told.succeeded()) {
                return told;
            }
            Told stored = first == null ? told : first;
            first = stored;
            return ++creates == 2 ? stored : told;
        }
    }

    /** Files need a while until a batch can be made of them. */
    private static final class SlowFiles implements Conduct {
        private final long millis;
        private final Told refusal;

        SlowFiles(long millis, Told refusal) {
            this.millis = millis;
            this.refusal = refusal;
        }

        @Override
        public Optional<Told> instead(Call call) {
            return isOfNewFile(call, millis) ? Optional.of(refusal) : Optional.empty();
        }

        @Override
        public void file(ObjectNode view, Stored file, long now) {
            if (!file.isResult() && now < file.createdAt() + millis) {
                view.put("status", "uploaded");
            }
        }
    }
}
