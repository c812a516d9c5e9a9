package io.github.batchferry.crash;

import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.job.LimitTerms.OnDoubt;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Freedoms and faults that no client survives together, each with what can be kept all the same. {@code
 * docs/guarantees.md} has a paragraph for each of them.
 */
final class Beyond {
    private static final List<Combination> ALL = List.of(
            // Without a list nobody can tell whether a driver that died had bought: it stays held.
            new Combination(any("list=404", "list=405", "list=endless"), Account.Promise.NONE_TWICE),
            // Where no file can be deleted, no purchase can be given up: it stays held.
            new Combination(any("delete=404", "delete=405", "delete=lies"), Account.Promise.NONE_TWICE));

    private Beyond() {}

    /** The least that can be kept of those that stand here. */
    static Account.Promise promise(World world, Weather weather, OnDoubt onDoubt) {
        Scene scene = new Scene(
                world.freedoms().stream().map(Freedom::name).collect(Collectors.toSet()), weather.script(), onDoubt);
        return ALL.stream()
                .filter(combination -> combination.shows.test(scene))
                .map(Combination::kept)
                .min(Account.Promise::compareTo)
                .orElse(Account.Promise.EACH_ANSWERED);
    }

    private static Predicate<Scene> any(String... freedoms) {
        return scene -> Arrays.stream(freedoms).anyMatch(scene.freedoms::contains);
    }

    private static Predicate<Scene> faults(String... parts) {
        return scene -> Arrays.stream(parts).anyMatch(scene.faults::contains);
    }

    private record Scene(Set<String> freedoms, String faults, OnDoubt onDoubt) {}

    private record Combination(Predicate<Scene> shows, Account.Promise kept) {}
}
