package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** How often each kind of request came since the start. Safe for use by several threads. */
final class Calls {
    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String shape) {
        counts.merge(shape, 1L, Long::sum);
    }

    synchronized ObjectNode view() {
        return Json.MAPPER.valueToTree(counts);
    }
}
