package io.github.batchferry.http;

import java.io.IOException;

/** What was asked for did not come, though the server answered 2xx or sent on elsewhere. May pass. The text is clean. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
