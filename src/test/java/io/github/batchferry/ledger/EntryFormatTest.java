package io.github.batchferry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.BatchUsage;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.Spent;
import io.github.batchferry.result.TokenSums;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.shard.StagedShard;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class EntryFormatTest {
    private static final OutcomeCounts COUNTS = new OutcomeCounts(
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            Map.of(
                    Spent.ANSWERS,
                    new TokenSums(1, 2, 3, 4, 5, 6, 7, 8, 9),
                    Spent.LONG_FAILURES,
                    new TokenSums(9, 8, 7, 6, 5, 4, 3, 2, 1)));

    private static final Entry ENTRY = Sample.entry(
            7,
            "driver",
            Sample.sealed("w1", 3, 5),
            new Event.LimitsChanged("me \"é😀\u2028\n", Sample.LIMITS),
            Sample.planned(Sample.batch(1, Sample.lines("w1", 0, 0, 3)), Sample.batch(2, Sample.lines("w1", 1, 1, 5))),
            new Event.ImageUploaded("ab".repeat(32), "file-9", 1L << 29, 1_800_000_000L, "file-8"),
            new Event.Uploaded(1, "file-1", 1L << 40),
            Sample.intended(1),
            Sample.created(1, "batch_1"),
            new Event.Denied(2, 400, null, "no", Event.AfterRefusal.FAIL_ROWS, Map.of(), 7L),
            new Event.InDoubt(1, "nobody knows"),
            Sample.voided(1),
            new Event.Collected(
                    1,
                    "batch_1",
                    "expired",
                    "driver",
                    new CollectedFile("results/a", 5, 6),
                    null,
                    new CollectedFile("results/i", 7, 0xFFFFFFFFL),
                    COUNTS,
                    new BatchUsage(1, 2, 3, -1),
                    Reason.of(RowStatus.EXPIRED, "batch_expired", "late"),
                    Map.of(2, Reason.of(RowStatus.FAILED, "c", "m")),
                    List.of(new PositionRange(0, 2)),
                    Map.of(RowStatus.EXPIRED, 2),
                    Event.AfterRefusal.PLAN_AGAIN),
            new Event.Checked(2),
            new Event.Fenced(1, "file-w"),
            new Event.SeenEnded(1, "expired", new RequestCounts(3, 2, 1), "file-o", null, 70, -1),
            new Event.CollectedAgain(
                    1,
                    "driver",
                    new CollectedFile("results/b", 8, 9),
                    null,
                    new CollectedFile("results/j", 10, 11),
                    COUNTS,
                    new BatchUsage(1, 2, 3, -1),
                    null,
                    List.of(new PositionRange(0, 1)),
                    Map.of(RowStatus.EXPIRED, 1)),
            new Event.AssetsSaved(1, 1, "results/j", new CollectedFile("assets/i", 12, 13), 3, 2, 1),
            new Event.RetryAsked(
                    "me", List.of(new Event.Freed(1, Map.of(RowStatus.FAILED, List.of(new PositionRange(1, 2))))), 1),
            new Event.CancelAsked("me"),
            new Event.Resumed("me"),
            new Event.Cleaned(1, List.of("file-1")));
    private static final Entry PAUSED = Sample.entry(7, "driver", Sample.dryRun("w1", 3));

    @Test
    void theFoldKnowsEveryEvent() {
        Set<Class<?>> kinds = ENTRY.events().stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
        assertThat(Sample.fold(ENTRY.events().toArray(Event[]::new)).lastEntry())
                .isEqualTo(kinds.size());
    }

    @Test
    void everyEventComesBackAsItWasWritten() {
        assertThat(EntryFormat.read(EntryFormat.write(ENTRY), "path", 7)).isEqualTo(ENTRY);
        assertThat(EntryFormat.read(EntryFormat.write(PAUSED), "path", 7)).isEqualTo(PAUSED);
    }

    @Test
    void aStatusIsWrittenAsItsColumnSaysIt() {
        assertThat(new String(EntryFormat.write(ENTRY), StandardCharsets.UTF_8))
                .contains(
                        "\"absent\":{\"status\":\"expired\",",
                        "\"unansweredBy\":{\"expired\":2}",
                        "\"positions\":{\"failed\":");
    }

    @Test
    void anEntryIsOneLine() {
        assertThat(new String(EntryFormat.write(ENTRY), StandardCharsets.UTF_8)).doesNotContain("\n");
    }

    @Test
    void anyFlippedBitIsDamage() {
        byte[] whole = EntryFormat.write(ENTRY);
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertDamaged(flipped, "bit " + bit + " of byte " + at);
            }
        }
    }

    @Test
    void anyCutIsDamage() {
        byte[] whole = EntryFormat.write(ENTRY);
        for (int length = 0; length < whole.length; length++) {
            assertDamaged(Arrays.copyOf(whole, length), "cut to " + length);
        }
    }

    @Test
    void moreBytesAreDamage() {
        byte[] whole = EntryFormat.write(ENTRY);
        for (byte more : new byte[] {0, '\n', ' ', '}', 'x'}) {
            byte[] longer = Arrays.copyOf(whole, whole.length + 1);
            longer[whole.length] = more;
            assertDamaged(longer, "with " + more);
        }
    }

    @Test
    void anEntryOfAnotherNumberIsDamage() {
        assertThatThrownBy(() -> EntryFormat.read(EntryFormat.write(ENTRY), "path", 8))
                .isInstanceOf(ExternalException.class);
    }

    @Test
    void aShardSealedBeforeTokensWereEstimatedHasOneForEachFourBytes() {
        String now = seal();
        String before = now.replaceAll(",\"tokens\":\\d+", "");
        assertThat(before).hasSizeLessThan(now.length());
        Entry read = EntryFormat.read(sealed(open(before)), "path", 7);
        StagedShard shard = ((Event.WriteSealed) read.events().get(0))
                .parts()
                .get(0)
                .shards()
                .get(0);
        assertThat(shard.tokens()).isEqualTo((shard.bodyBytes() + 3 * 5) / 4).isPositive();
    }

    @Test
    void aNewerFormatIsRefusedInItsOwnWords() {
        String open = "{\"format\":2,\"number\":7,\"unheard\":[{\"event\":\"of\"}]";
        assertThatThrownBy(() -> EntryFormat.read(sealed(open), "the/path", 7))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("the/path")
                .hasMessageContaining("newer version");
    }

    @Test
    void aSealNamesItsProvider() {
        assertThat(seal()).contains("\"connection\":{\"provider\":\"openai-compatible\",");
    }

    @Test
    void aProviderThatIsNotKnownIsRefusedInItsOwnWords() {
        String open = open(seal().replace("\"openai-compatible\"", "\"newcomer\""));
        assertThatThrownBy(() -> EntryFormat.read(sealed(open), "path", 7))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("provider 'newcomer'");
    }

    @Test
    void aSealWithoutAProviderIsNotRead() {
        assertDamaged(sealed(open(seal().replace("\"provider\":\"openai-compatible\",", ""))), "without a provider");
    }

    private static String seal() {
        return new String(EntryFormat.write(Sample.entry(7, "d", Sample.sealed("w1", 5))), StandardCharsets.UTF_8);
    }

    private static String open(String entry) {
        return entry.substring(0, entry.lastIndexOf(",\"crc32c\""));
    }

    private static byte[] sealed(String open) {
        CRC32C checksum = new CRC32C();
        checksum.update(open.getBytes(StandardCharsets.UTF_8));
        String whole = open + ",\"crc32c\":\"" + String.format("%08x", checksum.getValue()) + "\"}";
        return whole.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertDamaged(byte[] bytes, String how) {
        try {
            EntryFormat.read(bytes, "the/path", 7);
        } catch (ExternalException e) {
            assertThat(e.code()).as(how).isEqualTo("corrupt_ledger");
            assertThat(e).as(how).hasMessageContaining("the/path");
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(how + " ended otherwise", e);
        }
        throw new AssertionError(how + " was not noticed");
    }
}
