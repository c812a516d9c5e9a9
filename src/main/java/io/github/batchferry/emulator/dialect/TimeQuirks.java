package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Of the times of batches. */
final class TimeQuirks {
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSxxx");

    static final List<Quirk> ALL = List.of(
            times("times=iso", "times are ISO texts", (view, name, seconds) -> view.put(name, iso(seconds))),
            times(
                    "times=iso-offset",
                    "times are ISO texts with an offset and seven digits",
                    (view, name, seconds) -> view.put(
                            name, LONG.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC)))),
            times(
                    "times=float",
                    "times are seconds with a fraction",
                    (view, name, seconds) -> view.put(name, new BigDecimal(seconds + ".25"))),
            times("times=absent", "no batch has a time", (view, name, seconds) -> view.remove(name)),
            Quirk.batch("times=objects", "times are ISO texts, and an empty object where there is none", view -> {
                each(view, (on, name, seconds) -> on.put(name, iso(seconds)));
                names(view).stream().filter(name -> view.path(name).isNull()).forEach(view::putObject);
            }));

    private TimeQuirks() {}

    private static Quirk times(String name, String says, Change change) {
        return Quirk.batch(name, says, view -> each(view, change));
    }

    private static void each(ObjectNode view, Change change) {
        for (String name : names(view)) {
            if (view.path(name).isIntegralNumber()) {
                change.to(view, name, view.path(name).longValue());
            }
        }
    }

    private static List<String> names(ObjectNode view) {
        List<String> names = new ArrayList<>();
        view.fieldNames().forEachRemaining(name -> {
            if (name.endsWith("_at") || name.equals("job_deadline")) {
                names.add(name);
            }
        });
        return names;
    }

    private static String iso(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    @FunctionalInterface
    private interface Change {
        void to(ObjectNode view, String name, long seconds);
    }
}
