package io.github.batchferry.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. Case, dots and underscores make no difference. */
public final class Nearest {
    private Nearest() {}

    /** The candidate that is most like the name, where at least half of it is alike. */
    public static Optional<String> to(String name, Collection<String> candidates) {
        int most = Math.max(1, letters(name).length() / 2);
        return candidates.stream()
                .filter(candidate -> between(name, candidate) <= most)
                .min(Comparator.comparingInt(candidate -> between(name, candidate)));
    }

    /** How many letters to add, drop or change. */
    static int between(String one, String other) {
        return distance(letters(one), letters(other));
    }

    static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
