package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.notice.Notices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidOnceTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void eachMessageIsSaidOnceAndAWarningStaysOne() {
        Notices once = new SaidOnce(new Notices() {
            @Override
            public void say(String message) {
                lines.add("info " + message);
            }

            @Override
            public void warn(String message) {
                lines.add("warn " + message);
            }
        });
        once.say("a");
        once.warn("b");
        once.warn("b");
        once.say("a");
        once.warn("c");
        assertThat(lines).containsExactly("info a", "warn b", "warn c");
    }
}
