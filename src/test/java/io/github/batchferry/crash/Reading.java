package io.github.batchferry.crash;

import io.github.batchferry.emulator.answer.VideoAsset;
import io.github.batchferry.join.JoinTask;
import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.join.JoinedRows;
import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.join.Snapshot;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the rows of a job from its ledger and files alone, by the code with which {@code spark.read} does. */
final class Reading {
    private final JobState state;
    private final JobStore store;

    Reading(JobState state, JobStore store) {
        this.state = state;
        this.store = store;
    }

    /** In the order in which they were staged. */
    List<Row> rows() throws IOException {
        List<Row> all = new ArrayList<>();
        for (JoinTask task : Snapshot.of(state).tasks(1)) {
            try (JoinedRows rows = new JoinedRows(store, rules(), Extent.OUTPUT, task)) {
                for (JoinedRow row = rows.next(); row != null; row = rows.next()) {
                    all.add(row(row));
                }
            }
        }
        return all;
    }

    private static Row row(JoinedRow row) throws IOException {
        String prompt = new String(row.bytes(), row.offset(), row.length(), StandardCharsets.UTF_8);
        String id = row.customId().toString();
        AnswerReader answer = row.answer();
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (answer != null && !answer.customIdMatches(bytes, 0, bytes.length)) {
            return new Row(prompt, id, "wrong", "the line of another request");
        }
        if (answer != null && row.succeeded()) {
            return new Row(prompt, id, row.status().word(), row.assets().isEmpty() ? text(answer) : video(row, answer));
        }
        RowError error = row.error();
        return new Row(
                prompt,
                id,
                row.status().word(),
                error == null ? "" : error.code() == null ? error.message() : error.code());
    }

    private AnswerRules rules() {
        Event.WriteSealed write = state.writes().iterator().next();
        return AnswerRules.of(write.request().endpoint(), write.output());
    }

    private static String text(AnswerReader answer) throws IOException {
        return String.valueOf(answer.text());
    }

    /** As {@link #text}, where the file stands whole. */
    private static String video(JoinedRow row, AnswerReader answer) throws IOException {
        ShownAsset file = row.assets().get(0);
        byte[] made = VideoAsset.find(text(answer)).orElseThrow().content();
        boolean whole = file.path() != null
                && Arrays.equals(made, Files.readAllBytes(Path.of(file.path().substring("file:".length()))));
        return whole
                ? "video for "
                        + Account.hash(answer.responseTree().path("prompt").asText())
                : "no whole file: " + file.problem();
    }
}
