package io.github.batchferry.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/** Whether two writes can be one job: read as one DataFrame, bought at one place. */
final class CompatibleWrites {
    private static final Pattern NULLABILITY =
            Pattern.compile("\"(nullable|containsNull|valueContainsNull)\":(true|false),?");

    private CompatibleWrites() {}

    static boolean are(Event.WriteSealed a, Event.WriteSealed b) {
        return columns(a).equals(columns(b))
                && a.request().endpointPath().equals(b.request().endpointPath())
                && a.output().equals(b.output())
                && a.resultPrefix().equals(b.resultPrefix())
                && Objects.equals(a.customIdColumn(), b.customIdColumn())
                && a.connection().baseUrl().equals(b.connection().baseUrl())
                && Objects.equals(a.connection().organization(), b.connection().organization())
                && Objects.equals(a.connection().project(), b.connection().project());
    }

    private static String columns(Event.WriteSealed write) {
        return NULLABILITY.matcher(write.schema()).replaceAll("");
    }
}
