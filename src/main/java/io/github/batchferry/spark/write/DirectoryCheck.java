package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.spark.StoreHandle;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Whether a directory without a job may become one: it is empty, or holds leftovers of dead writes alone. */
final class DirectoryCheck {
    private static final int NAMED = 3;
    private static final Set<String> BEFORE_A_SEAL = Set.of("ledger", "writes", "emulator");

    private DirectoryCheck() {}

    /** @throws UserException where the directory holds what no write of ours has left there */
    static void require(StoreHandle directory, String location) {
        List<String> others;
        try {
            others = directory.names().stream()
                    .filter(name -> !BEFORE_A_SEAL.contains(name) && !name.startsWith(".tmp-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException(
                    "no job can be kept at " + location + ": " + StoreWords.of(e)
                            + ". Give a directory that this driver and all executors may create and write. Nothing was sent",
                    e);
        }
        if (!others.isEmpty()) {
            List<String> first = others.subList(0, Math.min(NAMED, others.size()));
            throw new UserException("the directory " + location + " is not empty and holds no job: it has '"
                    + String.join("', '", first) + "'"
                    + (others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : "")
                    + ". A job needs a directory of its own: give one that is new or empty. Nothing was sent");
        }
    }
}
