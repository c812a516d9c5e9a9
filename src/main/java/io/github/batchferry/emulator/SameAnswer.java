package io.github.batchferry.emulator;

import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.answer.Responder;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gives the answer to the first request to all that follow. For one execution; it closes nothing. */
final class SameAnswer implements Responder {
    private final Responder responder;
    private @Nullable CompletableFuture<Answer> first;

    SameAnswer(Responder responder) {
        this.responder = responder;
    }

    @Override
    public CompletableFuture<Answer> answer(String path, byte[] body) {
        CompletableFuture<Answer> same = first;
        if (same == null) {
            same = responder.answer(path, body);
            first = same;
        }
        return same;
    }

    @Override
    public void close() {}
}
