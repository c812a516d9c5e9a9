package io.github.batchferry.result;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.io.Serializable;

/** A file of a collection with the length that the ledger recorded. */
public record RecordedFile(String path, long bytes) implements Serializable {
    /** Throws {@link ExternalException} where the file is not as long as it was when it was collected. */
    PositionedInput open(JobStore store) throws IOException {
        PositionedInput input = store.openPositioned(path);
        long found = input.length();
        if (found == bytes) {
            return input;
        }
        input.close();
        throw damaged(
                store,
                path,
                "it has " + found + " bytes, and " + bytes + " were collected, so it was cut or changed since");
    }

    static ExternalException damaged(JobStore store, String path, String how) {
        return ExternalException.damaged(
                "corrupt_results",
                "the results file " + path + " is damaged: " + how + ". Restore it from a copy of the job directory "
                        + store.location() + "; its answers are paid and are not bought again.");
    }
}
