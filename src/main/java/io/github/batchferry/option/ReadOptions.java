package io.github.batchferry.option;

import java.time.Duration;
import java.util.List;

/** How results are waited for. */
public final class ReadOptions {
    public static final Option<Boolean> WAIT = read("wait", OptionTypes.bool())
            .defaultsTo("true")
            .examples("false", "1")
            .help("`true`: poll, buy what is planned and wait until all has ended. `false`: look once, buy nothing;"
                    + " rows without an answer are `pending`.");

    public static final Option<Duration> POLL_INTERVAL = read("pollInterval", OptionTypes.duration("1ms", "1h"))
            .defaultsTo("30s")
            .examples("1m", "often")
            .help("The pause between two looks at the server. Azure asks for 60 s or more.");

    public static final Option<Duration> WAIT_TIMEOUT = read("waitTimeout", OptionTypes.duration("1ms", "60d"))
            .defaultsTo("26h")
            .examples("2h", "never")
            .help("The longest wait. The job goes on at the server; read again to wait on.");

    static final List<Option<?>> ALL = List.of(WAIT, POLL_INTERVAL, WAIT_TIMEOUT);

    private ReadOptions() {}

    private static <T> Option<T> read(String name, OptionType<T> type) {
        return Option.of(name, Group.READ, type).onlyIn(Scope.READ);
    }
}
