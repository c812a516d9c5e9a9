package io.github.batchferry.crash;

import static io.github.batchferry.crash.Account.Promise.EACH_ANSWERED;
import static io.github.batchferry.crash.Account.Promise.GAPS_NAMED;
import static io.github.batchferry.crash.Account.Promise.NONE_TWICE;
import static io.github.batchferry.crash.Account.Promise.NOTHING_PAID_IS_LOST;

import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Freedoms that no client survives in the weather of a storm, where drivers die as they buy and purchases arrive hours
 * late: each with what is kept all the same. {@code docs/guarantees.md} has a paragraph for each of them.
 */
final class Beyond {
    private static final List<Combination> ALL = List.of(
            // Without a whole list nobody can tell whether a driver that died had bought: it stays held.
            new Combination(Set.of("list=404"), NONE_TWICE),
            new Combination(Set.of("list=405"), NONE_TWICE),
            new Combination(Set.of("list=endless"), NONE_TWICE),
            new Combination(Set.of("list=empty-page", "list=no-last-id"), NONE_TWICE),
            // A file that cannot be deleted can still be bought from: what is in doubt stays held.
            new Combination(Set.of("delete=405"), NONE_TWICE),
            new Combination(Set.of("delete=404"), NONE_TWICE),
            new Combination(Set.of("delete=lies"), NONE_TWICE),
            // Without counts the requests without a line of a batch that stopped are a gap.
            new Combination(Set.of("get=zero-counts"), NOTHING_PAID_IS_LOST),
            new Combination(Set.of("get=no-total"), NOTHING_PAID_IS_LOST),
            // Of two batches of one create, of which nobody can tell the older one, the other one may have run.
            new Combination(Set.of("create=twice", "list=equal-created-at"), GAPS_NAMED));

    /** What a dialect leaves out, without which the rest of a batch that stopped cannot be told from what was paid. */
    private static final Set<String> TELLS_LESS = Set.of("counts=null", "counts=absent", "shape=job", "line=no-code");

    /** Lists whose end nobody can see: what a driver bought that died stays held. */
    private static final Set<String> SHOWS_NO_END = Set.of("list=array", "list=offset");

    private Beyond() {}

    static Account.Promise promise(Dialect dialect, World world) {
        List<String> quirks = List.of(dialect.names().split(",", -1));
        if (quirks.stream().anyMatch(SHOWS_NO_END::contains)) {
            return NONE_TWICE;
        }
        // Without their times nobody can tell which of two batches of one create is the older one.
        if (quirks.contains("times=absent") && world.names().contains("create=twice")) {
            return GAPS_NAMED;
        }
        return quirks.stream().anyMatch(TELLS_LESS::contains) ? NOTHING_PAID_IS_LOST : EACH_ANSWERED;
    }

    /** The least that is kept of all that stand here. */
    static Account.Promise promise(World world) {
        Set<String> names = world.freedoms().stream().map(Freedom::name).collect(Collectors.toSet());
        return ALL.stream()
                .filter(combination -> names.containsAll(combination.freedoms))
                .map(Combination::kept)
                .min(Account.Promise::compareTo)
                .orElse(EACH_ANSWERED);
    }

    private record Combination(Set<String> freedoms, Account.Promise kept) {}
}
