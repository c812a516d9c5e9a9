package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.batchferry.ExternalException;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.job.verify.Verified;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.shard.StagedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private static final Set<String> KINDS = Set.of(
            "ledger .json", ".rows", ".ids", ".sorted", "writes .jsonl", ".output.jsonl", ".errors.jsonl", ".index");
    private static final Set<String> CODES = Set.of("corrupt_ledger", "corrupt_rows", "corrupt_results");

    @TempDir
    Path directory;

    private Bench bench;

    /** Ids from a column, rows without a request, several batches, answers and errors: each kind of file. */
    @BeforeEach
    void carryAJobToItsEnd() throws IOException {
        bench = new Bench(directory);
        bench.limits = Sample.limits(20, 50_000, 190L << 20, LimitTerms.Packing.NEIGHBOURS, LimitTerms.OnDoubt.HOLD);
        bench.provider.fault("{\"lines\":[{\"every\":3,\"status\":400,\"code\":\"context_length_exceeded\"}]}");
        for (String write : List.of("one", "two")) {
            WriteDraft draft = Bench.draft(write, SealCondition.WRITE_ID_IS_NEW, "id", bench.limits);
            List<StagedPart> parts = new ArrayList<>();
            for (int part = 0; part < 2; part++) {
                List<String> ids = new ArrayList<>(List.of(""));
                for (int row = 0; row < 30; row++) {
                    ids.add(write + part + "é\"" + row);
                }
                parts.add(Bench.staged(bench.store, draft, part, ids));
            }
            assertThat(new Sealer(bench.job(), draft).seal(parts)).isEmpty();
        }
        bench.carriedOn();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aJobThatNobodyTouchedIsVerifiedWhole() throws IOException {
        Verified found = verify();

        assertThat(found.rows()).isEqualTo(4 * 31);
        assertThat(found.requests()).isEqualTo(4 * 30);
        assertThat(found.answers()).isEqualTo(bench.carriedOn().succeeded()).isBetween(60L, 90L);
        assertThat(found.batches()).isEqualTo(bench.provider.batches().size());
        assertThat(found.files())
                .isEqualTo(files().values().stream().mapToInt(List::size).sum());
        long bytes = 0;
        for (List<Path> ofKind : files().values()) {
            for (Path file : ofKind) {
                bytes += Files.size(file);
            }
        }
        assertThat(found.bytes()).isEqualTo(bytes);
    }

    @Test
    void aJobWithGeneratedIdsIsVerifiedAtEachStage() throws IOException {
        try (Bench other = new Bench(directory.resolve("other"), bench.provider)) {
            other.sealed(45, 7);
            assertThat(Verification.of(other.store).requests()).isEqualTo(52);
            other.advance().advance();
            assertThat(Verification.of(other.store).batches()).isPositive();
            other.carriedOn();
            assertThat(Verification.of(other.store).rows()).isEqualTo(52);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aFlippedByteIsNamedWhereverItIsAndNeverShown(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, List<Path>> files = files();
        assertThat(files.keySet()).isEqualTo(KINDS);
        List<String> before = read();
        List<String> kinds = List.copyOf(files.keySet());
        for (int flip = 0; flip < 50; flip++) {
            List<Path> ofKind = files.get(kinds.get(flip % kinds.size()));
            Path file = ofKind.get(random.nextInt(ofKind.size()));
            byte[] whole = Files.readAllBytes(file);
            int at = random.nextInt(whole.length);
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);

            ExternalException found = catchThrowableOfType(this::verify, ExternalException.class);
            assertThat(found).as("byte %d of %s", at, file).isNotNull();
            assertThat(found).hasMessageContaining(file.getFileName().toString());
            requireTheSameOrAnError(before, file, at);
            Files.write(file, whole);
        }
        verify();
        assertThat(read()).isEqualTo(before);
    }

    @Test
    void aFileThatIsCutGrownOrGoneIsNamed() throws IOException {
        for (List<Path> ofKind : files().values()) {
            Path file = ofKind.get(0);
            byte[] whole = Files.readAllBytes(file);
            for (byte[] other : List.of(
                    new byte[0], Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, whole.length + 1))) {
                Files.write(file, other);
                assertThat(catchThrowableOfType(this::verify, ExternalException.class))
                        .as("%d bytes of %s", other.length, file)
                        .isNotNull()
                        .hasMessageContaining(file.getFileName().toString());
            }
            Files.delete(file);
            assertThat(catchThrowableOfType(this::verify, ExternalException.class))
                    .as("without %s", file)
                    .isNotNull()
                    .hasMessageContaining(file.getFileName().toString());
            Files.write(file, whole);
        }
    }

    private Verified verify() throws IOException {
        return Verification.of(bench.store);
    }

    private void requireTheSameOrAnError(List<String> before, Path file, int at) throws IOException {
        List<String> shown;
        try {
            shown = read();
        } catch (ExternalException e) {
            assertThat(e.code()).isIn(CODES);
            assertThat(e).hasMessageContaining(file.getFileName().toString());
            return;
        }
        assertThat(shown).as("byte %d of %s", at, file).isEqualTo(before);
    }

    /** What a read shows, by the classes that it reads with. */
    private List<String> read() throws IOException {
        List<String> shown = new ArrayList<>();
        JobState state = bench.job().state();
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                readRows(part, shown);
            }
        }
        for (BatchState batch : state.batches()) {
            readAnswers(batch, shown);
        }
        return shown;
    }

    private void readRows(StagedPart part, List<String> shown) throws IOException {
        try (RowsReader rows = RowsReader.open(bench.store, part.rowsFile(), part.rowsBytes())) {
            rows.seek(part.splits().get(0));
            for (long row = 0; row < part.rows(); row++) {
                rows.next();
                byte[] bytes = Arrays.copyOfRange(rows.bytes(), rows.offset(), rows.offset() + rows.length());
                String went = rows.shard() < 0 ? "" + rows.rejection() : rows.shard() + ":" + rows.line();
                shown.add(went + " " + Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    private void readAnswers(BatchState batch, List<String> shown) throws IOException {
        Event.Collected collected = batch.collected();
        try (AnswerReader answers = AnswerReader.open(
                bench.store,
                recorded(collected.index()),
                recorded(collected.output()),
                recorded(collected.errors()),
                AnswerRules.of(Endpoints.of(batch.planned().endpoint()).orElseThrow()),
                Extent.OUTPUT)) {
            answers.load(0, answers.size());
            for (int position = 0; position < answers.size(); position++) {
                answers.seek(position);
                shown.add(answers.outcome() + " " + answers.httpStatus() + " " + answers.text() + " "
                        + answers.usage() + " " + answers.error() + " " + answers.response() + " "
                        + answers.requestId() + " " + answers.finishReason() + " " + answers.model());
            }
        }
    }

    private static RecordedFile recorded(CollectedFile file) {
        return file == null ? null : new RecordedFile(file.path(), file.bytes());
    }

    /** All files of the job by their kind. */
    private Map<String, List<Path>> files() throws IOException {
        Map<String, List<Path>> found = new TreeMap<>();
        Path job = directory.resolve("job");
        try (Stream<Path> all = Files.walk(job)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                for (String kind : KINDS) {
                    String[] words = kind.split(" ");
                    if (file.startsWith(words.length == 1 ? job : job.resolve(words[0]))
                            && file.toString().endsWith(words[words.length - 1])) {
                        found.computeIfAbsent(kind, k -> new ArrayList<>()).add(file);
                    }
                }
            }
        }
        return found;
    }
}
