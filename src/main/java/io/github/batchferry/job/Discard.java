package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.notice.Notices;

/** Deletes files at the provider from which nothing was bought. One that cannot be deleted is an orphan, and costs nothing. */
final class Discard {
    private final BatchApi api;
    private final Notices notices;

    Discard(BatchApi api, Notices notices) {
        this.api = api;
        this.notices = notices;
    }

    void file(String fileId) {
        try {
            api.deleteFile(fileId);
        } catch (ExternalException | UserException e) {
            notices.warn("file " + fileId + " is not needed any more and cannot be deleted: " + e.getMessage());
        }
    }
}
