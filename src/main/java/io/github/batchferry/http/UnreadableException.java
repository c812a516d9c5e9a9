package io.github.batchferry.http;

import java.io.IOException;

/** The server answered 2xx, and what it said makes no sense. The text holds nothing of the answer. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
