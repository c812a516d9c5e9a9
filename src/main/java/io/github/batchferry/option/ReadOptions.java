package io.github.batchferry.option;

import java.nio.file.Path;
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

    public static final Option<Path> PRICES = read("prices", OptionTypes.localFile())
            .otherwise("the table of the jar")
            .examples("/etc/batchferry/prices.json", "s3a://bucket/prices.json")
            .help("Your own [prices](results.md#prices) for `_cost`, a file on the driver's machine: by provider and"
                    + " model, before those of the jar.");

    static final List<Option<?>> ALL = List.of(WAIT, POLL_INTERVAL, WAIT_TIMEOUT, PRICES);

    private ReadOptions() {}

    private static <T> Option<T> read(String name, OptionType<T> type) {
        return Option.of(name, Group.READ, type).onlyIn(Scope.READ);
    }
}
