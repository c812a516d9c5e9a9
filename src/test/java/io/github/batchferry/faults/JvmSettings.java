package io.github.batchferry.faults;

import java.util.HashMap;
import java.util.Map;

/** System properties as somebody gives them to the JVM, until closed. */
final class JvmSettings implements AutoCloseable {
    private final Map<String, String> before = new HashMap<>();

    JvmSettings(Map<String, String> settings) {
        settings.forEach((name, value) -> before.put(name, System.getProperty(name)));
        settings.forEach(System::setProperty);
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
