package io.github.batchferry.crash;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Holding;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.ledger.Unfinished;
import io.github.batchferry.request.Endpoint;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.Outcome;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.result.RowError;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a job from its ledger and files alone, as {@code spark.read} does. */
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
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                read(write, part, all);
            }
        }
        return all;
    }

    private void read(Event.WriteSealed write, StagedPart part, List<Row> all) throws IOException {
        GeneratedIds ids = new GeneratedIds(write.write(), part.part());
        Utf8 id = new Utf8();
        try (RowsReader reader = RowsReader.open(store, part.rowsFile(), part.rowsBytes())) {
            reader.seek(part.splits().get(0));
            for (long row = 0; row < part.rows(); row++) {
                reader.next();
                ids.point(row, id);
                String prompt = new String(reader.bytes(), reader.offset(), reader.length(), StandardCharsets.UTF_8);
                if (reader.shard() < 0) {
                    all.add(new Row(
                            prompt, id.toString(), "failed", reader.rejection().code()));
                } else {
                    ShardKey key = new ShardKey(write.write(), part.part(), reader.shard());
                    all.add(answered(prompt, id.toString(), key, reader.line()));
                }
            }
        }
    }

    private Row answered(String prompt, String id, ShardKey key, int line) throws IOException {
        for (Holding held : state.holders(key)) {
            if (held.from() <= line && line < held.to()) {
                return answered(prompt, id, held.batch(), held.position() + line - held.from());
            }
        }
        return row(prompt, id, Unfinished.unplanned(state));
    }

    private Row answered(String prompt, String id, BatchState batch, int position) throws IOException {
        Event.Collected collected = batch.collected();
        if (collected == null) {
            return row(prompt, id, Unfinished.of(state, batch));
        }
        if (PositionRange.contain(state.goingAgain(batch), position)) {
            return new Row(prompt, id, "pending", "goes_again");
        }
        if (collected.index() != null) {
            try (AnswerReader answer = open(batch, collected)) {
                answer.load(position, position + 1);
                answer.seek(position);
                if (answer.outcome() != Outcome.MISSING) {
                    return answered(prompt, id, answer);
                }
            }
        }
        Reason reason = collected.lineReasons().getOrDefault(position, collected.absent());
        return reason == null ? new Row(prompt, id, "missing", "without a reason") : row(prompt, id, reason);
    }

    private static Row row(String prompt, String id, Reason reason) {
        return new Row(
                prompt, id, reason.status(), reason.code() == null ? String.valueOf(reason.message()) : reason.code());
    }

    private static Row answered(String prompt, String id, AnswerReader answer) throws IOException {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (!answer.customIdMatches(bytes, 0, bytes.length)) {
            return new Row(prompt, id, "wrong", "the line of another request");
        }
        String status = answer.outcome().name().toLowerCase(java.util.Locale.ROOT);
        if (answer.outcome() == Outcome.SUCCEEDED) {
            return new Row(prompt, id, status, String.valueOf(answer.text()));
        }
        RowError error = answer.error();
        return new Row(prompt, id, status, error == null ? "" : error.code() == null ? error.message() : error.code());
    }

    private AnswerReader open(BatchState batch, Event.Collected collected) throws IOException {
        return AnswerReader.open(
                store,
                recorded(collected.index()),
                collected.output() == null ? null : recorded(collected.output()),
                collected.errors() == null ? null : recorded(collected.errors()),
                Endpoint.of(batch.planned().endpoint()).orElseThrow(),
                Extent.OUTPUT);
    }

    private static RecordedFile recorded(CollectedFile file) {
        return new RecordedFile(file.path(), file.bytes());
    }
}
