package io.github.batchferry.option;

import io.github.batchferry.provider.BatchLimits;
import io.github.batchferry.provider.Provider;
import java.time.Duration;
import java.util.List;

/** How much is bought at once, and how carefully. */
public final class LimitOptions {
    /** Of the provider that is asked where nobody names a server. */
    private static final BatchLimits SERVER = Provider.OPENAI.limits();

    private static final long MOST_TOKENS = 1_000_000_000_000L;

    public static final Option<Integer> REQUESTS_PER_BATCH = limit(
                    "requestsPerBatch", OptionTypes.integer(1, SERVER.mostRequests()))
            .defaultsTo("10000")
            .examples("2000", "0")
            .help("How many requests a batch is filled to; never more than `maxRequestsPerBatch`.");

    public static final Option<Integer> MAX_REQUESTS_PER_BATCH = limit(
                    "maxRequestsPerBatch", OptionTypes.integer(1, SERVER.mostRequests()))
            .defaultsTo(String.valueOf(SERVER.requests()))
            .butAt(provider -> String.valueOf(provider.limits().requests()))
            .examples("100000", "100001")
            .help("The most requests that the server takes in a batch. OpenAI: 50,000; Azure: 100,000.");

    public static final Option<Long> MAX_BYTES_PER_BATCH = limit(
                    "maxBytesPerBatch", OptionTypes.size(SERVER.mostBytes()))
            .defaultsTo(megabytes(SERVER))
            .butAt(provider -> megabytes(provider.limits()))
            .examples("90m", "much")
            .help("The largest input file, in bytes or with `kB`, `MB`, `GB` (thousands; `k`, `m`, `g` are the same) or"
                    + " `KiB`, `MiB`, `GiB`. OpenAI takes 200 MB.");

    public static final Option<Long> MAX_TOKENS_PER_BATCH = limit("maxTokensPerBatch", OptionTypes.count(MOST_TOKENS))
            .examples("2M", "0")
            .help(
                    "The most prompt tokens of a batch, by our estimate of its texts; a number, or one with `k`, `M`, `B`."
                            + " A batch is never planned larger than the model's queue either.");

    public static final Option<Long> ENQUEUED_TOKEN_LIMIT = limit("enqueuedTokenLimit", OptionTypes.count(MOST_TOKENS))
            .examples("1.35M", "none")
            .help("How many prompt tokens of one model may be in batches that have not ended, as the provider's limits"
                    + " page says (\"batch queue limit\"); all jobs of the project together. What does not fit waits."
                    + " Where it is not given, it is learned from the first refusal.");

    public static final Option<Integer> MAX_BATCHES_PER_HOUR = limit(
                    "maxBatchesPerHour", OptionTypes.integer(1, 1_000_000))
            .defaultsTo(String.valueOf(SERVER.batchesPerHour()))
            .examples("500", "0")
            .help("How many batches a job buys within an hour; the rest waits. OpenAI takes 2,000.");

    public static final Option<Integer> MAX_ATTEMPTS = limit("maxAttempts", OptionTypes.integer(1, 100))
            .defaultsTo("3")
            .examples("5", "0")
            .help("How often a request is bought that gets no answer (expired, cancelled by others, missing, failed for"
                    + " a reason that passes). `1`: never again.");

    public static final Option<Boolean> PACKING = limit("packing", OptionTypes.bool())
            .defaultsTo("true")
            .examples("false", "yes")
            .help("Whether small neighbouring shards are bought as one batch. `false`: one batch for each shard.");

    public static final Option<String> ON_DOUBT = Option.of(
                    "onDoubt", Group.LIMITS, OptionTypes.choice("hold", "fence"))
            .defaultsTo("hold")
            .examples("fence", "retry")
            .help("What happens to a batch where nobody can tell whether it was bought: `hold` leaves it until"
                    + " somebody resolves it; `fence` deletes its input file, so that it cannot be bought any more,"
                    + " and buys it anew.");

    public static final Option<String> SINGLE_WRITER = Option.of(
                    "singleWriter", Group.LIMITS, OptionTypes.choice("acknowledged"))
            .examples("acknowledged", "true")
            .help("Says that only one driver works on the job at a time. Needed where the store cannot create a file"
                    + " exactly once.");

    public static final Option<Boolean> KEEP_INPUT_FILES = limit("keepInputFiles", OptionTypes.bool())
            .defaultsTo("false")
            .examples("true", "yes")
            .help("Whether the input files of collected batches stay at the provider. `false`: they are deleted there,"
                    + " since they hold prompts and count against the project's storage.");

    public static final Option<Boolean> DRY_RUN = limit("dryRun", OptionTypes.bool())
            .defaultsTo("false")
            .examples("true", "yes")
            .help("`true` stages and seals as always and buys nothing: the log says what would be bought and which"
                    + " requests the server would refuse. The job stays paused until `resume JOB` buys it, without"
                    + " staging again.");

    public static final Option<Duration> RESULT_PATIENCE = limit("resultPatience", OptionTypes.duration("1m", "30d"))
            .defaultsTo("1h")
            .examples("10m", "soon")
            .help(
                    "How long a batch that has ended is looked at again while its results are not complete. After that the"
                            + " requests without a line are `failed` with `result_incomplete` and are not bought again.");

    public static final Option<Integer> PARALLEL_TRANSFERS = Option.of(
                    "parallelTransfers", Group.LIMITS, OptionTypes.integer(1, 64))
            .defaultsTo("8")
            .examples("1", "0")
            .help(
                    "How many input files are uploaded at once, and how many results files are downloaded. Purchases are made"
                            + " one after another, whatever is given here. Fewer run at once where the heap is small.");

    static final List<Option<?>> ALL = List.of(
            REQUESTS_PER_BATCH,
            MAX_REQUESTS_PER_BATCH,
            MAX_BYTES_PER_BATCH,
            MAX_TOKENS_PER_BATCH,
            ENQUEUED_TOKEN_LIMIT,
            MAX_BATCHES_PER_HOUR,
            MAX_ATTEMPTS,
            RESULT_PATIENCE,
            PARALLEL_TRANSFERS,
            PACKING,
            ON_DOUBT,
            SINGLE_WRITER,
            KEEP_INPUT_FILES,
            DRY_RUN);

    private LimitOptions() {}

    private static String megabytes(BatchLimits limits) {
        return limits.bytes() / 1_000_000 + "MB";
    }

    private static <T> Option<T> limit(String name, OptionType<T> type) {
        return Option.of(name, Group.LIMITS, type).onlyIn(Scope.WRITE);
    }
}
