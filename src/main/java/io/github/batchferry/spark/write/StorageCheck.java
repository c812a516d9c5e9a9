package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.option.LimitOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Probe;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;

/** Whether a job can be kept where it is meant to be: files can be created there, and each of them by one driver only. */
final class StorageCheck {
    private final JobStore store;
    private final OptionSet options;

    StorageCheck(JobStore store, OptionSet options) {
        this.store = store;
        this.options = options;
    }

    /** @throws UserException where two drivers could pay twice, and nobody said that there is only one */
    void requireOneBuyer() {
        require(store.atomicCreate());
    }

    /**
     * Tries before the first task what the store promises.
     *
     * @throws UserException where the store breaks it, or nothing can be created in the directory
     */
    void requireRoomForAJob() {
        try {
            require(!store.atomicCreate() || Probe.confirms(store, "ledger"));
        } catch (IOException e) {
            throw new UserException(
                    "no job can be kept at " + store.location() + ": " + StoreWords.of(e)
                            + ". Give a directory that this driver and all executors may create and write. Nothing was sent",
                    e);
        }
    }

    private void require(boolean excluding) {
        if (!excluding && !options.explicit(LimitOptions.SINGLE_WRITER)) {
            throw new UserException("two drivers cannot exclude each other on the storage of " + store.location()
                    + ", so they could pay twice. Use another storage, or make sure that only one driver at a time works on"
                    + " this job and say so with option singleWriter=acknowledged. Nothing was sent");
        }
    }
}
