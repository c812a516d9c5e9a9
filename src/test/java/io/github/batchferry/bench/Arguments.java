package io.github.batchferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs of names and values, such as {@code --rows 1000}. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    Arguments(List<String> words) {
        for (int i = 0; i < words.size(); i += 2) {
            values.put(words.get(i), words.get(i + 1));
        }
    }

    long number(String name, long fallback) {
        return values.containsKey(name) ? Long.parseLong(values.get(name)) : fallback;
    }

    String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    List<Integer> numbers(String name, Integer... fallback) {
        return values.containsKey(name)
                ? Arrays.stream(values.get(name).split(","))
                        .map(Integer::valueOf)
                        .toList()
                : List.of(fallback);
    }

    boolean keeps() {
        return values.containsKey("--keep");
    }

    /** The directory to keep, or else a temporary one. */
    Path directory() {
        try {
            return keeps()
                    ? Files.createDirectories(Path.of(values.get("--keep")).toAbsolutePath())
                    : Files.createTempDirectory("batchferry-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
