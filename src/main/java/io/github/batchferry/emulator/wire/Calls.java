package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.Json;
import java.util.Map;
import java.util.TreeMap;

/** How often each kind of request came since the start. Safe for use by several threads. */
public final class Calls {
    private final Map<String, Long> counts = new TreeMap<>();

    public synchronized void count(String shape) {
        counts.merge(shape, 1L, Long::sum);
    }

    public synchronized ObjectNode view() {
        return Json.MAPPER.valueToTree(counts);
    }
}
