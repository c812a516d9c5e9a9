package io.github.batchferry.batch;

import io.github.batchferry.Refused;
import io.github.batchferry.provider.RefusalWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal is about, as far as its code, parameter and words prove it: the refusal of an upload or a purchase, or
 * one reason of a failed batch. What cannot be understood is about the account: it stops a job and fails no row.
 */
public enum RefusalKind {
    /** The model's queue has no room now. */
    QUEUE,

    /** The server is busy or out of order now. */
    BUSY,

    /** The input file cannot be seen yet, or is not processed yet. */
    FILE,

    /** Somebody must change something: key, rights, bill, address, or what the job asks for. */
    ACCOUNT,

    /** A line of the input file, or its model, is wrong. */
    ROWS;

    /** Whether the reason passes by itself. */
    public boolean passes() {
        return this == QUEUE || this == BUSY || this == FILE;
    }

    /** @param words of the provider that refused */
    public static RefusalKind of(Refused refused, RefusalWords words) {
        String code = lower(refused.code());
        String param = lower(refused.param());
        String said = refused.words();
        if (words.isBilling(code, said)) {
            return ACCOUNT;
        }
        if (words.isQueueFull(code, said)) {
            return QUEUE;
        }
        if (isPassingStatus(refused.status())) {
            return BUSY;
        }
        if (refused.status() < 400 || refused.status() == 401 || words.isKeyRefused(code, said)) {
            return ACCOUNT;
        }
        return byContent(words, code, param, said, words.lineNamed(said).isPresent());
    }

    /** One reason of a batch that failed. */
    public static RefusalKind of(BatchError reason, RefusalWords words) {
        String code = lower(reason.code());
        String param = lower(reason.param());
        String said = reason.message() == null ? "" : reason.message();
        if (words.isBilling(code, said)) {
            return ACCOUNT;
        }
        if (words.isQueueFull(code, said)) {
            return QUEUE;
        }
        if (words.isOutage(code, said)) {
            return BUSY;
        }
        return byContent(words, code, param, said, namesLine(reason, words));
    }

    /**
     * Whether a batch that failed for this reason ran nothing: it names a line, or its code or words are those of
     * validation, of a full queue, or of a file that cannot be seen. An outage, a bill and the unknown do not say so.
     */
    public static boolean provesNothingRan(BatchError reason, RefusalWords words) {
        RefusalKind kind = of(reason, words);
        return kind == QUEUE
                || kind == FILE
                || kind == ROWS
                || namesLine(reason, words) && kind != BUSY
                || words.isValidation(lower(reason.code()));
    }

    private static boolean namesLine(BatchError reason, RefusalWords words) {
        return reason.line() != null
                || words.lineNamed(reason.message() == null ? "" : reason.message())
                        .isPresent();
    }

    private static RefusalKind byContent(
            RefusalWords words, String code, String param, String said, boolean namesLine) {
        if (namesLine || words.isLineCode(code) || words.isLineParam(param)) {
            return ROWS;
        }
        if (words.isPermission(code)) {
            return ACCOUNT;
        }
        if (words.isFileWaiting(param, said) || words.isFileMissing(param, said)) {
            return FILE;
        }
        if (words.isCreateParam(param)) {
            return ACCOUNT;
        }
        return words.namesModel(said) ? ROWS : ACCOUNT;
    }

    private static boolean isPassingStatus(int status) {
        return switch (status) {
            case 408, 425, 429 -> true;
            case 501, 505 -> false;
            default -> status >= 500;
        };
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
