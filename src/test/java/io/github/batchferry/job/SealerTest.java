package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Fingerprint;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoredFile;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    @TempDir
    Path directory;

    private LosingAnswers store;

    @BeforeEach
    void open() {
        store = new LosingAnswers(Stores.open(directory.toString()));
    }

    @Test
    void aSealHoldsAllThatTheTasksStaged() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, null);
        List<StagedPart> parts = List.of(Bench.staged(store, draft, 0, 3), Bench.staged(store, draft, 1, 2));
        assertThat(new Sealer(job(), draft).seal(parts)).isEmpty();
        Event.WriteSealed sealed = job().state().write("w").orElseThrow();
        assertThat(sealed.parts()).isEqualTo(parts);
        assertThat(sealed.fingerprint()).isEqualTo(Fingerprint.of(parts)).endsWith("-5");
        assertThat(sealed.connection()).isEqualTo(Sample.CONNECTION);
        assertThat(sealed.limits()).isEqualTo(Sample.LIMITS);
    }

    @Test
    void aFingerprintDependsOnTheBodiesAndNotOnTheirOrderOrTheirParts() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, "id");
        StagedPart ab = Bench.staged(store, draft, 0, List.of("a", "b"));
        StagedPart ba = Bench.staged(store, draft, 1, List.of("b", "a"));
        StagedPart a = Bench.staged(store, draft, 2, List.of("a"));
        StagedPart b = Bench.staged(store, draft, 3, List.of("b"));
        assertThat(Fingerprint.of(List.of(ab)))
                .isEqualTo(Fingerprint.of(List.of(ba)))
                .isEqualTo(Fingerprint.of(List.of(b, a)))
                .isNotEqualTo(Fingerprint.of(List.of(a)))
                .isNotEqualTo(Fingerprint.of(List.of(a, a)));
    }

    @Test
    void leftoversOfTheOwnWriteAreSweptAndThoseOfOthersAreNot() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, "id");
        StagedPart part = Bench.staged(store, draft, 0, List.of("a", "b"));
        write("writes/w/part-0-zombie.rows");
        write("writes/w/part-0-zombie-0.jsonl");
        write("writes/other/part-0-a.rows");
        new Sealer(job(), draft).seal(List.of(part));
        assertThat(names("writes/w"))
                .containsExactlyInAnyOrder("part-0-a.rows", "part-0-a.ids", "part-0-a-0.jsonl", "ids.sorted");
        assertThat(names("writes/other")).containsExactly("part-0-a.rows");
    }

    @Test
    void aStagedFileThatTheDriverDoesNotSeeStopsTheSeal() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, null);
        StagedPart part = Bench.staged(store, draft, 0, 3);
        for (String file : new String[] {part.rowsFile(), part.shardFile(0)}) {
            store.invisible.add(file);
            assertThatThrownBy(() -> new Sealer(job(), draft).seal(List.of(part)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(file)
                    .hasMessageContaining("share");
            store.invisible.clear();
        }
        store.delete(part.shardFile(0));
        write(part.shardFile(0));
        assertThatThrownBy(() -> new Sealer(job(), draft).seal(List.of(part)))
                .hasMessageContaining("1 bytes instead of");
        assertThat(job().state().exists()).isFalse();
    }

    @Test
    void idsThatAreNotUniqueAreNamed() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, "id");
        List<StagedPart> parts = List.of(
                Bench.staged(store, draft, 0, List.of("a", "b", "c", "b")),
                Bench.staged(store, draft, 1, List.of("c")));
        assertThatThrownBy(() -> new Sealer(job(), draft).seal(parts))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("column 'id'")
                .hasMessageContaining("'b' (2 times)")
                .hasMessageContaining("'c' (2 times)");
        assertThat(job().state().exists()).isFalse();
    }

    @Test
    void manyRepeatedIdsAreCounted() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, "id");
        List<String> ids = IntStream.range(0, 25).mapToObj(i -> "id" + i % 13).toList();
        List<StagedPart> parts = List.of(Bench.staged(store, draft, 0, ids));
        assertThatThrownBy(() -> new Sealer(job(), draft).seal(parts)).hasMessageContaining(" and 2 more");
    }

    @Test
    void idsOfAnEarlierWriteCountToo() throws IOException {
        seal("w1", List.of("a", "b"));
        assertThatThrownBy(() -> seal("w2", List.of("b", "c"))).hasMessageContaining("'b' (2 times)");
        seal("w3", List.of("d"));
        assertThat(job().state().writes()).extracting(Event.WriteSealed::write).containsExactly("w1", "w3");
    }

    @Test
    void idsOfAnEarlierWriteThatWereCutAreNotTakenForFewer() throws IOException {
        seal("w1", List.of("a", "b"));
        Path ids = directory.resolve("writes/w1/ids.sorted");
        Files.write(ids, Arrays.copyOf(Files.readAllBytes(ids), Long.BYTES));
        assertThatThrownBy(() -> seal("w2", List.of("a", "b")))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("'writes/w1/ids.sorted' is damaged: it has 8 bytes")
                .hasMessageContaining("Nothing more is bought for its rows");
        assertThat(job().state().write("w2")).isEmpty();
    }

    @Test
    void idsOfAWriteThatIsSealedMeanwhileCountToo() throws IOException {
        seal("w1", List.of("a"));
        WriteDraft draft = draft("w2", SealCondition.WRITE_ID_IS_NEW, "id");
        StagedPart part = Bench.staged(store, draft, 0, List.of("b"));
        Job slow = job();
        seal("w3", List.of("b"));
        assertThatThrownBy(() -> new Sealer(slow, draft).seal(List.of(part))).hasMessageContaining("'b' (2 times)");
        assertThat(job().state().write("w2")).isEmpty();
        seal("w4", List.of("e"));
        StagedPart other = Bench.staged(store, draft, 1, List.of("c"));
        store.delete("writes/w2/ids.sorted");
        assertThat(new Sealer(slow, draft).seal(List.of(other))).isEmpty();
        assertThat(job().state().write("w2")).isPresent();
    }

    @Test
    void aRivalIsNamedAndTheOwnStagingIsSwept() throws IOException {
        WriteDraft mine = draft("mine", SealCondition.NO_WRITE_YET, "id");
        StagedPart part = Bench.staged(store, mine, 0, List.of("a"));
        Job slow = job();
        seal("theirs", List.of("b"));
        assertThat(new Sealer(slow, mine).seal(List.of(part)))
                .get()
                .extracting(Event.WriteSealed::write)
                .isEqualTo("theirs");
        assertThat(names("writes/mine")).isEmpty();
        assertThat(names("writes/theirs")).isNotEmpty();
    }

    @Test
    void aRivalWithTheSameIdsIsNamedInsteadOfTheIds() throws IOException {
        seal("theirs", List.of("a"));
        WriteDraft mine = draft("mine", SealCondition.NO_WRITE_YET, "id");
        StagedPart part = Bench.staged(store, mine, 0, List.of("a"));
        assertThat(new Sealer(job(), mine).seal(List.of(part)))
                .get()
                .extracting(Event.WriteSealed::write)
                .isEqualTo("theirs");
        assertThat(names("writes/mine")).isEmpty();
    }

    @Test
    void anAbortDeletesWhatIsNotSealedAndNothingElse() throws IOException {
        seal("sealed", List.of("a"));
        WriteDraft sealed = draft("sealed", SealCondition.NO_WRITE_YET, "id");
        new Sealer(job(), sealed).abort();
        assertThat(names("writes/sealed")).hasSize(4);
        WriteDraft mine = draft("mine", SealCondition.NO_WRITE_YET, null);
        Bench.staged(store, mine, 0, 3);
        new Sealer(job(), mine).abort();
        assertThat(names("writes/mine")).isEmpty();
        assertThat(names("writes/sealed")).hasSize(4);
    }

    @Test
    void aSealWhoseAnswerWasLostIsNotUndoneByTheAbort() throws IOException {
        WriteDraft draft = draft("w", SealCondition.NO_WRITE_YET, null);
        StagedPart part = Bench.staged(store, draft, 0, 3);
        Sealer sealer = new Sealer(job(), draft);
        store.loses = true;
        assertThatThrownBy(() -> sealer.seal(List.of(part))).isInstanceOf(ExternalException.class);
        sealer.abort();
        assertThat(names("writes/w")).hasSize(3);
        assertThat(job().state().write("w")).isPresent();
    }

    private void seal(String write, List<String> ids) throws IOException {
        WriteDraft draft = draft(write, SealCondition.WRITE_ID_IS_NEW, "id");
        StagedPart part = Bench.staged(store, draft, 0, ids);
        assertThat(new Sealer(job(), draft).seal(List.of(part))).isEmpty();
    }

    private static WriteDraft draft(String write, SealCondition condition, String customIdColumn) {
        return Bench.draft(write, condition, customIdColumn, Sample.LIMITS);
    }

    private Job job() {
        return Job.open((JobStore) store, Bench.CLOCK);
    }

    private void write(String path) throws IOException {
        try (OutputStream out = store.create(path)) {
            out.write(1);
        }
    }

    private List<String> names(String path) throws IOException {
        return store.list(path).stream().map(StoredFile::name).toList();
    }
}
