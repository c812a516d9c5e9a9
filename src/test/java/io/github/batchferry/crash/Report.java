package io.github.batchferry.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a part found: one line, a JSON object. What failed stands on lines of its own before it, on standard error. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    Report(String part) {
        values.put("part", part);
    }

    Report with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** @return whether nothing failed */
    boolean print(List<String> failures) {
        failures.forEach(System.err::println);
        values.put("failures", failures.size());
        values.put("seconds", (System.nanoTime() - start) / 100_000_000 / 10.0);
        try {
            System.out.println(JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return failures.isEmpty();
    }
}
