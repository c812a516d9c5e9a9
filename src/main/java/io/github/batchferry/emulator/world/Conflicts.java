package io.github.batchferry.emulator.world;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Freedoms that heal alone and that no client survives together: whether a purchase took place cannot be told where the
 * list that would tell is blind, or where what it shows has no name of ours.
 */
final class Conflicts {
    private static final String DOUBT = "though-created";
    private static final Set<String> UNTOLD = Set.of("create=stored-answer", "create=twice");
    private static final Set<String> BLIND =
            Set.of("list=404", "list=405", "list=endless", "list=bare", "account=other-project");
    private static final List<Set<String>> NOT_BOTH =
            List.of(Set.of("list=no-input-file", "list=no-metadata"), Set.of("list=404", "list=405"));

    private Conflicts() {}

    static boolean between(Freedom one, Freedom other) {
        Set<String> names = Set.of(one.name(), other.name());
        return NOT_BOTH.contains(names)
                || names.stream().anyMatch(Conflicts::doubts) && names.stream().anyMatch(BLIND::contains)
                || Stream.of(one, other).allMatch(freedom -> doubts(freedom.name()))
                || Stream.of(one, other).allMatch(freedom -> occurs(freedom.name()));
    }

    private static boolean doubts(String name) {
        return name.endsWith(DOUBT) || UNTOLD.contains(name);
    }

    /** Of freedoms that decide what becomes of the first batches, only one would show. */
    private static boolean occurs(String name) {
        return name.startsWith("end=expired") || name.startsWith("end=cancelled") || name.startsWith("failed=after");
    }
}
