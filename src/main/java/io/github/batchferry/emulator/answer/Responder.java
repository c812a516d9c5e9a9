package io.github.batchferry.emulator.answer;

import java.util.concurrent.CompletableFuture;

/** Answers request lines. Safe for use by several threads. */
public interface Responder extends AutoCloseable {
    /**
     * Blocks only while too much is open already.
     *
     * @param path of the endpoint, such as {@code /v1/chat/completions}
     * @param body the bytes of a JSON object
     * @return the answer; it fails where there is no HTTP answer
     */
    CompletableFuture<Answer> answer(String path, byte[] body);

    @Override
    void close();
}
