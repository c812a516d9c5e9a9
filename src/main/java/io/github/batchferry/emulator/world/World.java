package io.github.batchferry.emulator.world;

import io.github.batchferry.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's freedoms. The seed decides what of them is a matter of degree: how late, which line. The same seed gives
 * the same world.
 */
public record World(long seed, List<Freedom> freedoms) {
    /** The API as it is documented. */
    public static final World DOCUMENTED = new World(0, List.of());

    /** Every freedom that there is. */
    public static final List<Freedom> ALL = Stream.of(
                    ListFreedoms.ALL,
                    BatchFreedoms.ALL,
                    CreateFreedoms.ALL,
                    FailureFreedoms.ALL,
                    FileFreedoms.ALL,
                    LineFreedoms.ALL,
                    AnswerFreedoms.ALL,
                    EndFreedoms.ALL,
                    AccountFreedoms.ALL,
                    WordFreedoms.ALL)
            .flatMap(List::stream)
            .toList();

    private static final int DRAWN = 6;

    public World {
        freedoms = List.copyOf(freedoms);
    }

    /** A world of a few freedoms. Seeds that follow one another go through all of them. */
    public static World drawn(long seed) {
        return drawn(seed, ALL);
    }

    /** A world of freedoms that heal, one by one and together. */
    public static World drawnHealing(long seed) {
        return drawn(seed, ALL.stream().filter(Freedom::heals).toList());
    }

    /**
     * The world of these names, separated by commas.
     *
     * @throws UserException where there is no such freedom
     */
    public static World named(String names) {
        return named(names, 0);
    }

    public static World named(String names, long seed) {
        return new World(
                seed,
                Arrays.stream(names.split(",", -1))
                        .map(name -> freedom(name.strip()))
                        .toList());
    }

    /** The names, as {@link #named} reads them. */
    public String names() {
        return freedoms.stream().map(Freedom::name).collect(Collectors.joining(","));
    }

    public boolean isDocumented() {
        return freedoms.isEmpty();
    }

    /** Whether all that is wrong in it passes. */
    public boolean heals() {
        return freedoms.stream().allMatch(Freedom::heals);
    }

    /** Begins to behave so. What happens a few times only is counted from here on. */
    public Manners begin() {
        return new Manners(
                freedoms.stream().map(freedom -> freedom.conduct(seed)).toList());
    }

    /** Blocks of seeds deal out the whole pack, so that each freedom is drawn about as often as any other. */
    private static World drawn(long seed, List<Freedom> from) {
        int hands = (from.size() + DRAWN - 1) / DRAWN;
        List<Freedom> pack = new ArrayList<>(from);
        Collections.shuffle(pack, new Random(Math.floorDiv(seed, hands)));
        List<Freedom> hand = new ArrayList<>();
        int first = Math.floorMod(seed, hands);
        for (int i = first; i < pack.size(); i += hands) {
            Freedom next = pack.get(i);
            if (hand.stream().noneMatch(held -> Conflicts.between(held, next))) {
                hand.add(next);
            }
        }
        return new World(seed, hand);
    }

    private static Freedom freedom(String name) {
        return ALL.stream()
                .filter(freedom -> freedom.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserException("there is no freedom '" + name
                        + "' that a server could take. The command 'emulator --world list' prints their names"));
    }
}
