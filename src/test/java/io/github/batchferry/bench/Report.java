package io.github.batchferry.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of output: a JSON object. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> values = new LinkedHashMap<>();

    Report(String bench, String spark) {
        values.put("bench", bench);
        values.put("spark", spark);
        values.put("java", System.getProperty("java.version"));
        values.put("heap_mb", Runtime.getRuntime().maxMemory() >> 20);
    }

    Report with(String name, Object value) {
        values.put(name, value instanceof Double number ? Math.round(number * 1000) / 1000.0 : value);
        return this;
    }

    void print() {
        try {
            System.out.println(JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
