package io.github.batchferry.job.verify;

import io.github.batchferry.job.lines.AnswersAsked;
import io.github.batchferry.job.lines.BatchInput;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.result.AssetIndex;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.result.answer.Outcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was collected of one batch: each entry of its index points to a line with the custom id of its request. */
final class VerifyBatch {
    private final VerifiedFiles files;
    private final JobState state;
    private final BatchState batch;
    private final int[] outcomes = new int[Outcome.values().length];

    VerifyBatch(VerifiedFiles files, JobState state, BatchState batch) {
        this.files = files;
        this.state = state;
        this.batch = batch;
    }

    /** How many of its requests have an answer. */
    long verify(Event.Collected collected) throws IOException {
        CollectedFile index = collected.index();
        if (index != null) {
            verify(collected, index);
        }
        whole(collected.index());
        whole(collected.output());
        whole(collected.errors());
        Event.AssetsSaved assets = batch.assets();
        if (assets != null) {
            verify(assets);
        }
        return outcomes[Outcome.SUCCEEDED.ordinal()];
    }

    private void verify(Event.Collected collected, CollectedFile index) throws IOException {
        RecordedFile indexFile = new RecordedFile(index.path(), index.bytes());
        try (AnswerReader answers = AnswerReader.open(
                files.store(),
                indexFile,
                CollectedFile.recorded(collected.output()),
                CollectedFile.recorded(collected.errors()),
                AnswersAsked.of(state, batch),
                Extent.LINE)) {
            require(index, "requests", batch.planned().requests(), answers.size());
            answers.load(0, answers.size());
            answers.verify();
            VerifiedIds ids = new VerifiedIds((position, id) -> verify(answers, index, position, id));
            new BatchInput(state, files.store(), batch.planned())
                    .file(index.path())
                    .content()
                    .writeTo(ids);
            require(index, "requests", ids.lines(), answers.size());
        }
        OutcomeCounts counts = collected.counts();
        if (counts != null) {
            require(index, Outcome.SUCCEEDED, counts.succeeded());
            require(index, Outcome.FAILED, counts.failed());
            require(index, Outcome.EXPIRED, counts.expired());
            require(index, Outcome.CANCELLED, counts.cancelled());
            require(index, Outcome.MISSING, counts.missing());
            require(index, Outcome.INVALID, counts.invalid());
        }
    }

    private void verify(Event.AssetsSaved saved) throws IOException {
        CollectedFile index = saved.index();
        files.sealed(index.path(), index.bytes(), index.crc32c());
        AssetIndex assets = AssetIndex.read(files.store(), index.recorded());
        require(index, "requests", batch.planned().requests(), assets.size());
        require(index, "saved assets", saved.saved(), assets.count(Asset.State.SAVED));
        for (int position = 0; position < assets.size(); position++) {
            for (Asset asset : assets.at(position)) {
                if (asset.file() != null) {
                    files.whole(
                            asset.file().path(),
                            asset.file().bytes(),
                            asset.file().crc32c());
                }
            }
        }
    }

    private void verify(AnswerReader answers, CollectedFile index, int position, byte[] id) throws IOException {
        answers.seek(position);
        outcomes[answers.outcome().ordinal()]++;
        if (answers.outcome() != Outcome.MISSING && !answers.customIdMatches(id, 0, id.length)) {
            throw files.difference(
                    index.path(), "entry " + position + " points to a line whose custom id is not that of the request");
        }
    }

    private void require(CollectedFile index, Outcome outcome, int expected) {
        require(index, "requests that are " + outcome, expected, outcomes[outcome.ordinal()]);
    }

    private void require(CollectedFile index, String what, long expected, long found) {
        if (expected != found) {
            throw files.difference(index.path(), "it has " + found + " " + what + " instead of " + expected);
        }
    }

    private void whole(@Nullable CollectedFile file) throws IOException {
        if (file != null) {
            files.whole(file.path(), file.bytes(), file.crc32c());
        }
    }
}
