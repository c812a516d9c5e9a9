package io.github.batchferry.bench;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Holding;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.request.Endpoint;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.Outcome;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a job that has ended against the bill: each row once, with its own answer or a reason, none bought twice. */
final class SoakProof {
    private final Job job;
    private final String write;
    private final List<StagedPart> parts;
    private long rows;
    private long answered;

    SoakProof(Job job, String write, List<StagedPart> parts) {
        this.job = job;
        this.write = write;
        this.parts = parts;
    }

    long rows() {
        return rows;
    }

    long answered() {
        return answered;
    }

    int batches() {
        return job.state().batches().size();
    }

    /** @param bill how often the provider sold each custom id */
    void hold(Map<String, Integer> bill) {
        Set<String> ours = new HashSet<>();
        try {
            for (StagedPart part : parts) {
                for (StagedShard shard : part.shards()) {
                    hold(part, shard, bill, ours);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        require(ours.containsAll(bill.keySet()), "something was bought that nobody asked: " + bill.keySet());
        bill.forEach((id, purchases) -> require(purchases == 1, id + " was bought " + purchases + " times"));
    }

    private void hold(StagedPart part, StagedShard shard, Map<String, Integer> bill, Set<String> ours)
            throws IOException {
        GeneratedIds ids = new GeneratedIds(write, part.part());
        Utf8 id = new Utf8();
        for (Holding holding : job.state().holders(new ShardKey(write, part.part(), shard.ordinal()))) {
            try (Answers answers = new Answers(job, holding.batch())) {
                for (int line = holding.from(); line < holding.to(); line++) {
                    ids.point(line, id);
                    require(ours.add(id.toString()), id + " is held twice");
                    rows++;
                    if (answers.has(holding.position() + line - holding.from(), id)) {
                        answered++;
                        require(bill.containsKey(id.toString()), id + " has an answer that was not bought");
                    }
                }
            }
        }
        long there = ours.stream()
                .filter(name -> name.startsWith(write + "-" + Integer.toString(part.part(), 36) + "-"))
                .count();
        require(there == shard.requests(), "part " + part.part() + " has " + there + " of " + shard.requests());
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** The results of a batch. */
    private static final class Answers implements AutoCloseable {
        private final BatchState batch;
        private final @Nullable AnswerReader reader;

        Answers(Job job, BatchState batch) throws IOException {
            this.batch = batch;
            Event.Collected collected = batch.collected();
            require(collected != null, "batch " + batch.number() + " was not collected: " + batch.phase());
            reader = collected.index() == null
                    ? null
                    : AnswerReader.open(
                            job.store(),
                            file(collected.index()),
                            file(collected.output()),
                            file(collected.errors()),
                            Endpoint.of(batch.planned().endpoint()).orElseThrow(),
                            Extent.OUTPUT);
        }

        /** Whether the request was answered; where not, there must be a reason. */
        boolean has(int position, Utf8 id) throws IOException {
            if (reader != null) {
                reader.load(position, position + 1);
                reader.seek(position);
                if (reader.outcome() == Outcome.SUCCEEDED) {
                    require(
                            reader.customIdMatches(id.bytes(), id.offset(), id.length()) && reader.text() != null,
                            id + " has another one's answer");
                    return true;
                }
            }
            boolean explained = reader != null && reader.outcome() != Outcome.MISSING
                    || batch.collected().absent() != null
                    || batch.collected().lineReasons().containsKey(position);
            require(explained, id + " has neither an answer nor a reason");
            return false;
        }

        @Override
        public void close() throws IOException {
            if (reader != null) {
                reader.close();
            }
        }

        private static @Nullable RecordedFile file(@Nullable CollectedFile file) {
            return file == null ? null : new RecordedFile(file.path(), file.bytes());
        }
    }
}
