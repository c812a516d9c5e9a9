package io.github.batchferry.connect;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.option.LimitOptions;
import io.github.batchferry.option.Option;
import io.github.batchferry.option.OptionSet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The limits on their way from the options to the seal. */
public final class Limits {
    private final OptionSet given;
    private final @Nullable LimitTerms inForce;

    private Limits(OptionSet given, @Nullable LimitTerms inForce) {
        this.given = given;
        this.inForce = inForce;
    }

    /** What a new job seals. */
    public static LimitTerms of(OptionSet options) {
        return new Limits(options, null).terms();
    }

    /** Records the limits that were given anew for a job that exists, where they differ from those in force. */
    static void record(Job job, OptionSet given) {
        LimitTerms now = job.state().limits();
        LimitTerms wanted = new Limits(given, now).terms();
        if (!wanted.equals(now)) {
            job.append(
                    List.of(new Event.LimitsChanged(job.driver(), wanted)),
                    state -> !state.limits().equals(wanted));
        }
    }

    /** One line for each limit: whether it may be changed, its option, what is sealed of that, and where. */
    private LimitTerms terms() {
        return new LimitTerms(
                editable(LimitOptions.REQUESTS_PER_BATCH, target -> given.batchTarget(), LimitTerms::requestsPerBatch),
                editable(LimitOptions.MAX_REQUESTS_PER_BATCH, Function.identity(), LimitTerms::maxRequestsPerBatch),
                editable(LimitOptions.MAX_BYTES_PER_BATCH, Function.identity(), LimitTerms::maxBytesPerBatch),
                editableOrNone(LimitOptions.MAX_TOKENS_PER_BATCH, LimitTerms::maxTokensPerBatch),
                editableOrNone(LimitOptions.ENQUEUED_TOKEN_LIMIT, LimitTerms::enqueuedTokenLimit),
                editable(LimitOptions.MAX_BATCHES_PER_HOUR, Function.identity(), LimitTerms::maxBatchesPerHour),
                editable(LimitOptions.MAX_ATTEMPTS, Function.identity(), LimitTerms::maxAttempts),
                editable(LimitOptions.PACKING, Limits::packing, LimitTerms::packing),
                editable(LimitOptions.ON_DOUBT, Limits::onDoubt, LimitTerms::onDoubt),
                editable(LimitOptions.KEEP_INPUT_FILES, Limits::inputFiles, LimitTerms::inputFiles),
                editable(LimitOptions.RESULT_PATIENCE, Duration::toSeconds, LimitTerms::resultPatienceSeconds),
                editable(LimitOptions.PARALLEL_TRANSFERS, Function.identity(), LimitTerms::parallelTransfers));
    }

    /** What is given for a job that exists holds from there on; what is not given stays as it is in force. */
    private <T, V> V editable(Option<T> option, Function<T, V> asSealed, Function<LimitTerms, V> sealed) {
        return inForce == null || given.explicit(option) ? asSealed.apply(given.value(option)) : sealed.apply(inForce);
    }

    /** As {@link #editable}, for a limit that need not be there. */
    private <T> @Nullable T editableOrNone(Option<T> option, Function<LimitTerms, @Nullable T> sealed) {
        return inForce == null || given.explicit(option) ? given.find(option).orElse(null) : sealed.apply(inForce);
    }

    private static LimitTerms.Packing packing(boolean packs) {
        return packs ? LimitTerms.Packing.NEIGHBOURS : LimitTerms.Packing.NONE;
    }

    private static LimitTerms.OnDoubt onDoubt(String word) {
        return LimitTerms.OnDoubt.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static LimitTerms.InputFiles inputFiles(boolean keeps) {
        return keeps ? LimitTerms.InputFiles.KEEP : LimitTerms.InputFiles.DELETE;
    }
}
