package io.github.batchferry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server said when it refused a call. All texts are foreign and clean: without known keys, control characters and
 * terminal escapes, and short.
 *
 * @param status the HTTP status
 * @param words the server's message, empty where it gave none
 * @param retryAfter how long it asks to wait, at most a day; absent where it does not ask
 */
public record Refused(
        int status,
        @Nullable String code,
        @Nullable String param,
        String words,
        @Nullable Duration retryAfter) {}
