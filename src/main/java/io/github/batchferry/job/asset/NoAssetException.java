package io.github.batchferry.job.asset;

import java.io.IOException;

/** What came is no file that could be saved. */
final class NoAssetException extends IOException {
    private static final long serialVersionUID = 1L;

    NoAssetException(String message) {
        super(message);
    }
}
