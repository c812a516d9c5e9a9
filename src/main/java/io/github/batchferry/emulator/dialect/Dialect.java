package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How one provider speaks, and by which rules it answers. */
public final class Dialect {
    /** As OpenAI documents it. */
    public static final Dialect OPENAI =
            new Dialect("openai", "as OpenAI documents it", List.of(), UnaryOperator.identity());

    /** What a gateway does that follows no provider; each seed draws another part of it. */
    public static final String ODD = "odd";

    private static final List<Quirk> QUIRKS = Stream.of(
                    RuleQuirks.ALL, BatchQuirks.ALL, TimeQuirks.ALL, FileQuirks.ALL, LineQuirks.ALL, CallQuirks.ALL)
            .flatMap(List::stream)
            .toList();

    /** A client that was told nothing cannot know them. */
    private static final Set<String> TO_BE_TOLD = Set.of("path", "chat", "upload=path", "expires=dots", "list=offset");

    private final String name;
    private final String speaker;
    private final List<Quirk> quirks;
    private final Ways ways;

    private Dialect(String name, String speaker, List<Quirk> quirks, UnaryOperator<Ways> rules) {
        this.name = name;
        this.speaker = speaker;
        this.quirks = quirks;
        Ways all = rules.apply(Ways.DOCUMENTED);
        for (Quirk quirk : quirks) {
            all = quirk.ways().apply(all);
        }
        this.ways = all;
    }

    /** @param quirks by their names, separated by commas; in the order in which they are applied */
    static Dialect of(String name, String speaker, String quirks, UnaryOperator<Ways> rules) {
        List<Quirk> known = Stream.of(quirks.split(",", -1))
                .filter(quirk -> !quirk.isEmpty())
                .map(Dialect::quirk)
                .toList();
        return new Dialect(name, speaker, known, rules);
    }

    /**
     * The one of this name, or one of the quirks that are named instead, with commas between them.
     *
     * @param seed of what {@link #ODD} draws
     * @throws UserException where there is none
     */
    public static Dialect named(String name, long seed) {
        if (name.equals(ODD)) {
            return odd(seed);
        }
        if (name.contains("=")) {
            return of(name, "whoever has these quirks", name, UnaryOperator.identity());
        }
        return all().stream()
                .filter(dialect -> dialect.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new UserException("there is no dialect '" + name
                        + "' that the emulator speaks. The command 'emulator --dialect list' prints their names"));
    }

    /** All but {@link #ODD}. */
    public static List<Dialect> all() {
        return Stream.concat(Stream.of(OPENAI), Providers.ALL.stream()).toList();
    }

    /** All quirks that there are, each with what it is. */
    public static Map<String, String> quirksByName() {
        Map<String, String> quirks = new LinkedHashMap<>();
        QUIRKS.forEach(quirk -> quirks.put(quirk.name(), quirk.says()));
        return quirks;
    }

    /** Of each matter one quirk or none. Seeds that follow one another go through all of them. */
    private static Dialect odd(long seed) {
        Map<String, List<Quirk>> matters = new LinkedHashMap<>();
        QUIRKS.stream()
                .filter(quirk -> !TO_BE_TOLD.contains(quirk.about()) && !TO_BE_TOLD.contains(quirk.name()))
                .forEach(quirk -> matters.computeIfAbsent(quirk.about(), about -> new ArrayList<>())
                        .add(quirk));
        List<Quirk> drawn = new ArrayList<>();
        matters.forEach((about, quirks) -> {
            int choices = quirks.size() + 1;
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, choices).boxed().toList());
            Collections.shuffle(order, mixed(31 * Math.floorDiv(seed, choices) + about.hashCode()));
            int choice = order.get(Math.floorMod(seed, choices));
            if (choice < quirks.size()) {
                drawn.add(quirks.get(choice));
            }
        });
        return new Dialect(ODD, "no provider, but a gateway may", drawn, UnaryOperator.identity());
    }

    /** Unlike those of neighbouring seeds from its first number on. */
    private static Random mixed(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    public String name() {
        return name;
    }

    /** Who speaks so. */
    public String speaker() {
        return speaker;
    }

    /** The names of its quirks, with commas between them. */
    public String names() {
        return quirks.stream().map(Quirk::name).collect(Collectors.joining(","));
    }

    public Ways ways() {
        return ways;
    }

    public boolean isPlain() {
        return quirks.isEmpty() && ways.equals(Ways.DOCUMENTED);
    }

    public Interpreter interpreter() {
        return new Interpreter(ways.base(), tongues());
    }

    /** Whether a line of a results file is said otherwise in it. */
    public boolean rewordsLines() {
        return quirks.stream().anyMatch(quirk -> LineQuirks.ALL.contains(quirk));
    }

    /** Says a line of a results file in this dialect. */
    public void line(ObjectNode line) {
        tongues().forEach(tongue -> tongue.line(line));
    }

    private List<Tongue> tongues() {
        return quirks.stream().map(Quirk::tongue).toList();
    }

    private static Quirk quirk(String name) {
        return QUIRKS.stream()
                .filter(quirk -> quirk.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserException("there is no quirk '" + name
                        + "' that a dialect could have. The command 'emulator --dialect list' prints their names"));
    }

    @Override
    public String toString() {
        return name;
    }
}
