package io.github.batchferry.emulator.dialect;

import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.line.Slack;
import io.github.batchferry.emulator.wire.Expiry;
import io.github.batchferry.emulator.wire.Form;
import io.github.batchferry.emulator.wire.IdForm;
import io.github.batchferry.emulator.wire.Paging;
import io.github.batchferry.emulator.wire.Windows;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that a server keeps in its dialect.
 *
 * @param base the path of its base URL
 */
public record Ways(
        String base,
        Limits limits,
        ServedEndpoints endpoints,
        Windows windows,
        Form form,
        Expiry expiry,
        IdForm ids,
        Paging paging,
        Set<Slack> slack,
        Set<Custom> customs) {
    /** Those of OpenAI. */
    public static final Ways DOCUMENTED = new Ways(
            "/v1",
            Limits.DOCUMENTED,
            ServedEndpoints.DOCUMENTED,
            Windows.DAY,
            Form.DOCUMENTED,
            Expiry.DOCUMENTED,
            IdForm.PREFIXED,
            Paging.BY_ID,
            Set.of(),
            Set.of());

    /** In milliseconds. */
    private static final long PROCESSING = 2000;

    public Ways {
        slack = Set.copyOf(slack);
        customs = Set.copyOf(customs);
    }

    public boolean has(Custom custom) {
        return customs.contains(custom);
    }

    /** Whether a batch can be made of an input file by now. Times are milliseconds since the epoch. */
    public boolean isProcessed(long createdAt, long now) {
        return !has(Custom.PROCESSED_FIRST) || now >= createdAt + PROCESSING;
    }

    Ways at(String other) {
        return new Ways(other, limits, endpoints, windows, form, expiry, ids, paging, slack, customs);
    }

    Ways with(Limits other) {
        return new Ways(base, other, endpoints, windows, form, expiry, ids, paging, slack, customs);
    }

    Ways with(ServedEndpoints other) {
        return new Ways(base, limits, other, windows, form, expiry, ids, paging, slack, customs);
    }

    Ways with(Windows other) {
        return new Ways(base, limits, endpoints, other, form, expiry, ids, paging, slack, customs);
    }

    Ways with(Form other) {
        return new Ways(base, limits, endpoints, windows, other, expiry, ids, paging, slack, customs);
    }

    Ways with(Expiry other) {
        return new Ways(base, limits, endpoints, windows, form, other, ids, paging, slack, customs);
    }

    Ways with(IdForm other) {
        return new Ways(base, limits, endpoints, windows, form, expiry, other, paging, slack, customs);
    }

    Ways with(Paging other) {
        return new Ways(base, limits, endpoints, windows, form, expiry, ids, other, slack, customs);
    }

    Ways and(Slack more) {
        return new Ways(base, limits, endpoints, windows, form, expiry, ids, paging, joined(slack, more), customs);
    }

    Ways and(Custom more) {
        return new Ways(base, limits, endpoints, windows, form, expiry, ids, paging, slack, joined(customs, more));
    }

    private static <T> Set<T> joined(Set<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
    }
}
