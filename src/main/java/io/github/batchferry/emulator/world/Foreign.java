package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Batches of other people in the same organization, which GET shows. */
final class Foreign implements Conduct {
    private static final String ID = "batch_foreign";
    private static final int EACH = 3;
    private static final long LONG_AGO = 1_767_225_600_000L;

    private final Dice dice;

    Foreign(Dice dice) {
        this.dice = dice;
    }

    @Override
    public List<Entry> list(List<Entry> entries, long now) {
        return among(entries, dice);
    }

    @Override
    public Optional<Told> instead(Call call) {
        return call.is(Call.GET) && call.id().startsWith(ID)
                ? Optional.of(Told.json(200, view(call.id(), LONG_AGO)))
                : Optional.empty();
    }

    /** These entries, with some of other people between them. */
    static List<Entry> among(List<Entry> entries, Dice dice) {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(entry(i, dice));
        }
        all.addAll(entries);
        for (int i = EACH; i < 2 * EACH; i++) {
            all.add(entry(i, dice));
        }
        return all;
    }

    private static Entry entry(int number, Dice dice) {
        String id = ID + Long.toHexString(dice.number(ID + number));
        return new Entry(id, 0, view(id, LONG_AGO));
    }

    private static ObjectNode view(String id, long now) {
        ObjectNode view = Json.object()
                .put("id", id)
                .put("object", "batch")
                .put("endpoint", "/v1/chat/completions")
                .putNull("errors")
                .put("input_file_id", "file-of-" + id)
                .put("completion_window", "24h")
                .put("status", "completed")
                .put("output_file_id", "file-out-" + id)
                .putNull("error_file_id")
                .put("created_at", now / 1000 - 3600)
                .put("completed_at", now / 1000 - 60);
        Paint.counts(view, 7, 7, 0);
        view.putObject("metadata").put("owner", "somebody else");
        return view;
    }
}
