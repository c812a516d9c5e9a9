package io.github.batchferry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.result.OutcomeCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which look at the assets of a batch holds, and until when a batch owes some. */
class AssetsFoldTest {
    private static final OutcomeCounts COUNTS = new OutcomeCounts(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
    private static final Event.CollectedAgain AGAIN =
            new Event.CollectedAgain(1, "d", null, null, file("results/b"), COUNTS, null, null, List.of(), Map.of());

    private final JobState state = collected(OutputSpec.of(OutputKind.VIDEO));

    @Test
    void ofTwoLooksOfOneNumberTheFirstHolds() {
        Event.AssetsSaved first = look(1, "results/a", "assets/1", 1);
        Sample.apply(state, first, look(1, "results/a", "assets/2", 0));
        assertThat(batch().assets()).isEqualTo(first);
        Sample.apply(state, look(3, "results/a", "assets/3", 0));
        assertThat(batch().assets()).isEqualTo(first);
        Event.AssetsSaved second = look(2, "results/a", "assets/4", 0);
        Sample.apply(state, second);
        assertThat(batch().assets()).isEqualTo(second);
    }

    @Test
    void aBatchOwesAssetsUntilNoneIsOpen() {
        assertThat(state.owingAssets()).containsExactly(batch());
        Sample.apply(state, look(1, "results/a", "assets/1", 1));
        assertThat(state.owingAssets()).containsExactly(batch());
        Sample.apply(state, look(2, "results/a", "assets/2", 0));
        assertThat(state.owingAssets()).isEmpty();
    }

    @Test
    void whatIsCollectedLaterOwesThemAgainAndALookAtWhatWasBeforeIsVoid() {
        Event.AssetsSaved first = look(1, "results/a", "assets/1", 0);
        Sample.apply(state, first, AGAIN, look(2, "results/a", "assets/2", 0));
        assertThat(batch().assets()).isEqualTo(first);
        assertThat(state.owingAssets()).containsExactly(batch());
        Sample.apply(state, look(2, "results/b", "assets/3", 0));
        assertThat(state.owingAssets()).isEmpty();
    }

    @Test
    void answersWithoutAssetsOweNone() {
        assertThat(collected(OutputSpec.of(OutputKind.IMAGES)).owingAssets()).isEmpty();
        assertThat(collected(OutputSpec.of(OutputKind.IMAGES).saved()).owingAssets())
                .hasSize(1);
    }

    private BatchState batch() {
        return state.batch(1).orElseThrow();
    }

    private static Event.AssetsSaved look(int number, String of, String index, int open) {
        return new Event.AssetsSaved(1, number, of, file(index), 1, open, 0);
    }

    private static CollectedFile file(String path) {
        return new CollectedFile(path, 1, 1);
    }

    private static JobState collected(OutputSpec output) {
        Event.WriteSealed text = Sample.sealed("w1", 2);
        Event.WriteSealed sealed = new Event.WriteSealed(
                text.write(),
                text.condition(),
                text.writeId(),
                text.fingerprint(),
                text.schema(),
                text.sparkVersion(),
                text.request(),
                output,
                null,
                "",
                null,
                text.connection(),
                text.purchase(),
                text.limits(),
                text.parts());
        return Sample.fold(
                sealed,
                Sample.planned(Sample.batch(1, Sample.lines("w1", 0, 0, 2))),
                new Event.Uploaded(1, "file-1", 1),
                Sample.intended(1),
                Sample.created(1, "batch_1"),
                new Event.Collected(
                        1,
                        "batch_1",
                        "completed",
                        "d",
                        null,
                        null,
                        file("results/a"),
                        COUNTS,
                        null,
                        null,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        null));
    }
}
