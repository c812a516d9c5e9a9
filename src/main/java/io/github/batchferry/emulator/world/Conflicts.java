package io.github.batchferry.emulator.world;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Pairs that heal one by one and that no client survives together. No seed draws both of a pair:
 *
 * <ul>
 *   <li>a purchase that its answer does not tell, with a list that cannot tell it either, since there is none, it has no
 *       end, or it shows nothing of ours;
 *   <li>a purchase that is refused for reasons of the account, with a list that cannot prove that the refusal is true:
 *       it is held for a person;
 *   <li>a batch that was made twice, with a server that cancels nothing;
 *   <li>a file that must be processed first and never says that it is;
 *   <li>a hundred places that show nothing, with pages of two or three places: that is a list without an end;
 *   <li>two kinds of batches that stop half way: together they use up the attempts of a row.
 * </ul>
 */
final class Conflicts {
    private static final Predicate<String> UNTOLD = any("-though-created", "create=stored-answer", "create=twice");
    private static final Predicate<String> STOPS = any(
            "end=expired",
            "end=cancelled",
            "end=expired-growing",
            "end=cancelled-growing",
            "failed=after-it-ran",
            "failed=after-it-ran-unexplained",
            "get=one-l");
    private static final Predicate<String> UNLISTED = any("list=404", "list=405", "list=endless");
    private static final List<Pair> PAIRS = List.of(
            new Pair(UNTOLD, any("list=404", "list=405", "list=endless", "list=bare")),
            new Pair(UNTOLD, UNTOLD),
            new Pair(
                    any("account=no-quota", "account=billing", "account=no-permission", "account=key-rotated"),
                    UNLISTED),
            new Pair(any("list=no-input-file"), any("list=no-metadata")),
            new Pair(any("create=twice"), any("cancel=refused", "cancel=ignored", "cancel=completes")),
            new Pair(any("file=uploaded"), any("create=wants-processed", "create=wants-processed-azure")),
            new Pair(any("list=empty-page"), any("list=repeats", "list=skips")),
            new Pair(STOPS, STOPS));

    private Conflicts() {}

    static boolean between(Freedom one, Freedom other) {
        return PAIRS.stream().anyMatch(pair -> pair.is(one.name(), other.name()) || pair.is(other.name(), one.name()));
    }

    /** Names that end so. */
    private static Predicate<String> any(String... ends) {
        Set<String> all = Set.of(ends);
        return name -> all.stream().anyMatch(name::endsWith);
    }

    private record Pair(Predicate<String> one, Predicate<String> other) {
        boolean is(String first, String second) {
            return one.test(first) && other.test(second);
        }
    }
}
