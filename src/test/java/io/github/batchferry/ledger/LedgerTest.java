package io.github.batchferry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoredFile;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Clock CLOCK = Clock.fixed(Sample.AT, ZoneOffset.UTC);

    @TempDir
    Path directory;

    private JobStore store;
    private Ledger ledger;

    @BeforeEach
    void open() {
        store = Stores.open(directory.toString());
        ledger = new Ledger(store, CLOCK, "me");
    }

    @Test
    void anEmptyDirectoryHasNoEntries() {
        assertThat(ledger.readAll()).isEmpty();
        assertThat(Job.open(store, CLOCK).state().exists()).isFalse();
    }

    @Test
    void entriesAreReadInTheirOrder() throws IOException {
        append(1, 5);
        assertThat(ledger.readAll()).extracting(Entry::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ledger.readAfter(3)).extracting(Entry::number).containsExactly(4L, 5L);
        assertThat(ledger.readAll()).allMatch(entry -> entry.driver().equals("me"));
    }

    @Test
    void aNumberIsTakenOnce() throws IOException {
        append(1, 1);
        Ledger other = new Ledger(store, CLOCK, "other");
        assertThat(other.append(1, List.of(new Event.Resumed("other")))).isNull();
        assertThat(ledger.readAll()).extracting(Entry::driver).containsExactly("me");
    }

    @Test
    void aMissingNumberStopsTheJob() throws IOException {
        append(1, 5);
        store.delete(file(3));
        assertThatThrownBy(ledger::readAll)
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.code()).isEqualTo("corrupt_ledger"))
                .hasMessageContaining(file(3));
    }

    @Test
    void anEmptyOrDamagedFileStopsTheJobAndIsNeverReadAsAbsent() throws IOException {
        append(1, 3);
        for (byte[] damage : new byte[][] {{}, "{}".getBytes(), "{\"format\":1}".getBytes()}) {
            Files.write(directory.resolve(file(3)), damage);
            assertThatThrownBy(ledger::readAll).isInstanceOf(ExternalException.class);
            assertThatThrownBy(() -> ledger.readAfter(2)).isInstanceOf(ExternalException.class);
        }
    }

    @Test
    void filesThatAreNoEntriesDisturbNothing() throws IOException {
        append(1, 2);
        Files.writeString(directory.resolve("ledger/.tmp-00000000000000000009.json-x"), "half");
        Files.writeString(directory.resolve("ledger/notes.json"), "{}");
        Files.writeString(directory.resolve("ledger/README"), "hello");
        assertThat(ledger.readAll()).hasSize(2);
    }

    @Test
    void aCheckpointSparesItsReadersTheManySmallFiles() throws IOException {
        Job job = Job.open(store, CLOCK);
        for (int i = 0; i < 300; i++) {
            job.append(List.of(new Event.Resumed("r" + i)));
        }
        assertThat(store.list("ledger"))
                .extracting(StoredFile::name)
                .filteredOn(name -> name.endsWith(".checkpoint"))
                .containsExactly("00000000000000000256.checkpoint");
        List<Entry> all = job.entries();
        assertThat(ledger.readAll()).isEqualTo(all);
        for (int number = 1; number <= 256; number++) {
            store.delete(file(number));
        }
        assertThat(ledger.readAll()).isEqualTo(all);
        Job.open(store, CLOCK);
        store.delete("ledger/00000000000000000256.checkpoint");
        assertThatThrownBy(ledger::readAll).isInstanceOf(ExternalException.class);
    }

    @Test
    void aDamagedCheckpointIsPassedOverAndMissedOnlyWhereEntriesAre() throws IOException {
        append(1, 256);
        List<Entry> all = ledger.readAll();
        ledger.checkpoint(all);
        Path checkpoint = directory.resolve("ledger/00000000000000000256.checkpoint");
        byte[] whole = Files.readAllBytes(checkpoint);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            Files.write(checkpoint, Arrays.copyOf(whole, length));
            assertThat(ledger.readAll()).as("cut to %s", length).isEqualTo(all);
        }
        store.delete(file(17));
        assertThatThrownBy(ledger::readAll)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining(file(17));
    }

    @Test
    void aDriverThatLosesANumberFoldsItAndAsksItselfAgain() {
        Job first = Job.open(store, CLOCK);
        Job second = Job.open(store, CLOCK);
        first.append(List.of(new Event.CancelAsked("first")));
        assertThat(second.append(List.of(new Event.Resumed("second")), state -> !state.cancelAsked()))
                .isZero();
        assertThat(second.append(List.of(new Event.Resumed("second")))).isEqualTo(2);
        assertThat(first.refresh().cancelAsked()).isFalse();
    }

    private void append(int from, int to) throws IOException {
        for (int number = from; number <= to; number++) {
            assertThat(ledger.append(number, List.of(new Event.Resumed("r" + number))))
                    .isNotNull();
        }
    }

    private static String file(int number) {
        return String.format("ledger/%020d.json", number);
    }
}
