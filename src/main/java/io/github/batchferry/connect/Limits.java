package io.github.batchferry.connect;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.option.LimitOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import java.util.List;
import java.util.Locale;

/** The limits that options ask for. */
public final class Limits {
    private Limits() {}

    /** What a new job seals. */
    public static LimitTerms of(OptionSet options) {
        return new LimitTerms(
                options.batchTarget(),
                options.value(LimitOptions.MAX_REQUESTS_PER_BATCH),
                options.value(LimitOptions.MAX_BYTES_PER_BATCH),
                options.find(LimitOptions.MAX_TOKENS_PER_BATCH).orElse(null),
                options.find(LimitOptions.ENQUEUED_TOKEN_LIMIT).orElse(null),
                options.value(LimitOptions.MAX_BATCHES_PER_HOUR),
                options.value(LimitOptions.MAX_ATTEMPTS),
                options.value(LimitOptions.PACKING) ? LimitTerms.Packing.NEIGHBOURS : LimitTerms.Packing.NONE,
                onDoubt(options),
                options.value(LimitOptions.KEEP_INPUT_FILES)
                        ? LimitTerms.InputFiles.KEEP
                        : LimitTerms.InputFiles.DELETE,
                options.value(LimitOptions.RESULT_PATIENCE).toSeconds());
    }

    /** Records the limits that were given anew for a job that exists, where they differ from those in force. */
    static void record(Job job, OptionSet given) {
        LimitTerms now = job.state().limits();
        LimitTerms wanted = given.scope() == Scope.WRITE ? changed(now, given) : doubtOnly(now, given);
        if (!wanted.equals(now)) {
            job.append(
                    List.of(new Event.LimitsChanged(job.driver(), wanted)),
                    state -> !state.limits().equals(wanted));
        }
    }

    private static LimitTerms changed(LimitTerms now, OptionSet given) {
        LimitTerms asked = of(given);
        return new LimitTerms(
                given.explicit(LimitOptions.REQUESTS_PER_BATCH) ? asked.requestsPerBatch() : now.requestsPerBatch(),
                given.explicit(LimitOptions.MAX_REQUESTS_PER_BATCH)
                        ? asked.maxRequestsPerBatch()
                        : now.maxRequestsPerBatch(),
                given.explicit(LimitOptions.MAX_BYTES_PER_BATCH) ? asked.maxBytesPerBatch() : now.maxBytesPerBatch(),
                given.explicit(LimitOptions.MAX_TOKENS_PER_BATCH) ? asked.maxTokensPerBatch() : now.maxTokensPerBatch(),
                given.explicit(LimitOptions.ENQUEUED_TOKEN_LIMIT)
                        ? asked.enqueuedTokenLimit()
                        : now.enqueuedTokenLimit(),
                given.explicit(LimitOptions.MAX_BATCHES_PER_HOUR) ? asked.maxBatchesPerHour() : now.maxBatchesPerHour(),
                given.explicit(LimitOptions.MAX_ATTEMPTS) ? asked.maxAttempts() : now.maxAttempts(),
                given.explicit(LimitOptions.PACKING) ? asked.packing() : now.packing(),
                given.explicit(LimitOptions.ON_DOUBT) ? asked.onDoubt() : now.onDoubt(),
                given.explicit(LimitOptions.KEEP_INPUT_FILES) ? asked.inputFiles() : now.inputFiles(),
                given.explicit(LimitOptions.RESULT_PATIENCE)
                        ? asked.resultPatienceSeconds()
                        : now.resultPatienceSeconds());
    }

    private static LimitTerms doubtOnly(LimitTerms now, OptionSet given) {
        return given.explicit(LimitOptions.ON_DOUBT) ? now.with(onDoubt(given)) : now;
    }

    private static LimitTerms.OnDoubt onDoubt(OptionSet options) {
        return LimitTerms.OnDoubt.valueOf(options.value(LimitOptions.ON_DOUBT).toUpperCase(Locale.ROOT));
    }
}
