package io.github.batchferry.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goes through everything that two drivers can do to one batch, breadth first. */
final class Explorer {
    private static final String START = "";

    private final Moves moves;
    private final Map<String, String> before = new HashMap<>();
    private final Situation start;
    private int ends;

    /** @param lives how many times drivers may die and start again, all in all */
    Explorer(Rules rules, int lives) {
        start = new Situation(lives, rules.whims());
        moves = new Moves(rules);
    }

    /** The way to the nearest situation in which a request is bought twice, or its purchase lost; empty for none. */
    List<String> wayToHarm() {
        Deque<Situation> open = new ArrayDeque<>();
        before.put(start.key(), START);
        open.add(start);
        while (!open.isEmpty()) {
            Situation now = open.remove();
            String key = now.key();
            if (now.sales.size() > 1 || Chain.of(now.ledger).astray()) {
                return wayTo(key);
            }
            boolean moved = false;
            for (Situation next : moves.from(now)) {
                String reached = next.key();
                moved |= !reached.equals(key);
                if (before.putIfAbsent(reached, key) == null) {
                    open.add(next);
                }
            }
            ends += moved ? 0 : 1;
        }
        return List.of();
    }

    int visited() {
        return before.size();
    }

    /** Situations in which nothing can happen any more. */
    int ends() {
        return ends;
    }

    private List<String> wayTo(String key) {
        List<String> way = new ArrayList<>();
        for (String at = key; !at.equals(START); at = before.get(at)) {
            way.add(0, at);
        }
        return way;
    }
}
