package io.github.batchferry.ledger;

import org.jspecify.annotations.Nullable;

/** What a batch is called where people read of it. */
public final class BatchName {
    private BatchName() {}

    /** By the number that it has in its job. */
    public static String of(int number) {
        return "batch " + number;
    }

    /** By its number, and by the server's id where it has one. */
    public static String of(int number, @Nullable String id) {
        return of(number) + (id == null ? "" : " (" + id + ")");
    }

    /** By the server's id alone, where it is not, or not surely, one of the job's. */
    public static String of(String id) {
        return "batch " + id;
    }
}
