package io.github.batchferry.batch;

import io.github.batchferry.Refused;
import java.util.OptionalInt;
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

    public static RefusalKind of(Refused refused) {
        String code = lower(refused.code());
        String param = lower(refused.param());
        if (isBilling(code, refused.words())) {
            return ACCOUNT;
        }
        if (ErrorCodes.isQueueFull(code, refused.words())) {
            return QUEUE;
        }
        if (isPassingStatus(refused.status())) {
            return BUSY;
        }
        if (refused.status() < 400 || refused.status() == 401) {
            return ACCOUNT;
        }
        boolean passingFile = RefusalWords.isFileWaiting(param, refused.words())
                || RefusalWords.isFileMissing(param, refused.words());
        boolean named = lineNamed(refused.words()).isPresent();
        return byContent(code, param, refused.words(), named, passingFile);
    }

    /** One reason of a batch that failed. */
    public static RefusalKind of(BatchError reason) {
        String code = lower(reason.code());
        String param = lower(reason.param());
        String words = reason.message() == null ? "" : reason.message();
        if (isBilling(code, words)) {
            return ACCOUNT;
        }
        if (ErrorCodes.isQueueFull(code, words)) {
            return QUEUE;
        }
        if (RefusalWords.isOutage(code, words)) {
            return BUSY;
        }
        boolean passingFile = RefusalWords.isFileWaiting(param, words) || RefusalWords.isFileMissing(param, words);
        boolean named = reason.line() != null || lineNamed(words).isPresent();
        return byContent(code, param, words, named, passingFile);
    }

    /**
     * Whether a batch that failed for this reason ran nothing: it names a line, or its code or words are those of
     * validation, of a full queue, or of a file that cannot be seen. An outage, a bill and the unknown do not say so.
     */
    public static boolean provesNothingRan(BatchError reason) {
        RefusalKind kind = of(reason);
        boolean named = reason.line() != null
                || lineNamed(reason.message() == null ? "" : reason.message()).isPresent();
        return kind == QUEUE
                || kind == FILE
                || kind == ROWS
                || named && kind != BUSY
                || RefusalWords.isValidation(lower(reason.code()));
    }

    /** The number of the line that the words name first, from 1: "Line 12: …", "on line 12". */
    public static OptionalInt lineNamed(String words) {
        return RefusalWords.lineNamed(words);
    }

    private static RefusalKind byContent(
            String code, String param, String words, boolean namesLine, boolean passingFile) {
        if (namesLine || RefusalWords.isLineCode(code) || RefusalWords.isLineParam(param)) {
            return ROWS;
        }
        if (ErrorCodes.isPermission(code)) {
            return ACCOUNT;
        }
        if (passingFile) {
            return FILE;
        }
        if (RefusalWords.isCreateParam(param)) {
            return ACCOUNT;
        }
        return RefusalWords.namesModel(words) ? ROWS : ACCOUNT;
    }

    private static boolean isBilling(String code, String words) {
        return ErrorCodes.isBilling(code) || lower(words).contains("exceeded your current quota");
    }

    private static boolean isPassingStatus(int status) {
        return switch (status) {
            case 408, 425, 429 -> true;
            case 501, 505 -> false;
            default -> status >= 500;
        };
    }

    private static String lower(@Nullable String text) {
        return RefusalWords.lower(text);
    }
}
