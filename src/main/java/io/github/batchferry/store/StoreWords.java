package io.github.batchferry.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says in words what a store failed at, where the exception itself only names the path. */
public final class StoreWords {
    private StoreWords() {}

    /** Without the name of a class. */
    public static String of(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        if (failure instanceof AccessDeniedException) {
            return said + ": permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return said + ": no such file or directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return said + ": a file is already there";
        }
        return failure.getMessage() == null ? "it failed without a reason" : said;
    }
}
