package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Entry;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.RecordingStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenBeforeNamedTest {
    @TempDir
    Path directory;

    private final List<String> forced = new ArrayList<>();

    @Test
    void whatAnEntryNamesIsOnTheDiskBeforeTheEntryIs() throws IOException {
        try (Bench bench = new Bench(directory)) {
            bench.provider.fault("{\"lines\":[{\"every\":3,\"status\":400,\"code\":\"context_length_exceeded\"}]}");
            JobStore store = RecordingStores.open(directory.resolve("job"), forced);
            WriteDraft draft = Bench.draft("w", SealCondition.WRITE_ID_IS_NEW, "id", Sample.LIMITS);
            List<StagedPart> parts = List.of(
                    Bench.staged(store, draft, 0, List.of("a", "b", "c")), Bench.staged(store, draft, 1, List.of("d")));
            new Sealer(Job.open(store, Bench.CLOCK), draft).seal(parts);
            while (bench.advance(Job.open(store, bench.time), bench.api)
                    .advance()
                    .mayMove()) {
                bench.provider.awaitEnds();
                bench.time.pass(java.time.Duration.ofMinutes(20));
            }

            int named = 0;
            for (Entry entry : Job.open(store, Bench.CLOCK).entries()) {
                int written = entryForced(entry.number());
                for (String file : named(entry)) {
                    String parent = file.substring(0, file.lastIndexOf('/') + 1);
                    int bytes = forced.indexOf(file);
                    assertThat(bytes).as(file).isNotNegative().isLessThan(written);
                    assertThat(forced.subList(bytes, written))
                            .as("the name of " + file)
                            .contains(parent);
                    assertThat(forced.subList(0, written))
                            .as("the directories above it")
                            .contains("/", "../");
                    named++;
                }
                assertThat(forced.subList(written, forced.size())).contains("ledger/");
            }
            assertThat(named)
                    .as("2 rows, 2 ids, 2 shards, ids.sorted; output, errors, index")
                    .isEqualTo(10);
        }
    }

    private int entryForced(long number) {
        String name = String.format("%020d.json", number);
        for (int i = 0; i < forced.size(); i++) {
            if (forced.get(i).startsWith("ledger/") && forced.get(i).contains(name)) {
                return i;
            }
        }
        throw new AssertionError("entry " + number + " was never forced");
    }

    private static List<String> named(Entry entry) {
        List<String> files = new ArrayList<>();
        for (Event event : entry.events()) {
            if (event instanceof Event.WriteSealed sealed) {
                for (StagedPart part : sealed.parts()) {
                    files.add(part.rowsFile());
                    files.add(part.idsFile());
                    part.shards().forEach(shard -> files.add(part.shardFile(shard.ordinal())));
                }
                files.add(sealed.sortedIds());
            } else if (event instanceof Event.Collected collected) {
                files.add(collected.output().path());
                files.add(collected.errors().path());
                files.add(collected.index().path());
            }
        }
        return files;
    }
}
