package io.github.batchferry.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All options: those that work, those that will, and the names that Spark uses for itself. */
public final class Options {
    /** Goes before an option's name where it is given as a conf of the session. */
    public static final String CONF_PREFIX = "spark.datasource.openai-batch.";

    /** Goes before names that Batchferry passes to itself; let through unseen. */
    public static final String INTERNAL_PREFIX = "batchferry.internal.";

    /** In the order of the documentation. */
    public static final List<Option<?>> ALL = Stream.of(
                    ConnectionOptions.ALL, RequestOptions.ALL, LimitOptions.ALL, ReadOptions.ALL)
            .<Option<?>>flatMap(List::stream)
            .toList();

    /** Refused until the change that makes them work. */
    public static final List<String> NOT_YET = List.of("deduplicate", "reuse", "maxCost", "view", "onFailedRows");

    private static final Set<String> OF_SPARK = Set.of("path", "paths", "mergeschema");
    private static final Map<String, Option<?>> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, String> LATER = new TreeMap<>();

    static {
        ALL.stream().filter(o -> !o.family()).forEach(o -> BY_NAME.put(o.prefix(), o));
        NOT_YET.forEach(name -> LATER.put(name.toLowerCase(Locale.ROOT), name));
    }

    private Options() {}

    /** The option that a given name means, whatever its case. */
    static Optional<Option<?>> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Option<?> exact = BY_NAME.get(lower);
        if (exact != null) {
            return Optional.of(exact);
        }
        return ALL.stream()
                .filter(o -> o.family() && lower.startsWith(o.prefix()))
                .findFirst();
    }

    /** The name of an option to come, in its proper case. */
    static Optional<String> later(String name) {
        return Optional.ofNullable(LATER.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether Spark or Batchferry itself put the name there. */
    static boolean internal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OF_SPARK.contains(lower) || lower.startsWith("__") || lower.startsWith(INTERNAL_PREFIX);
    }
}
