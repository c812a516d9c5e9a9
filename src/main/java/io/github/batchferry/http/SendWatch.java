package io.github.batchferry.http;

import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Knows whether a byte of one request may have been sent, and can rule it out for good: what has once been called unsent
 * is never sent later.
 */
final class SendWatch extends EventListener {
    private enum State {
        WAITING,
        SENT,
        RULED_OUT
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    static EventListener of(Call call) {
        SendWatch watch = call.request().tag(SendWatch.class);
        return watch == null ? EventListener.NONE : watch;
    }

    boolean ruleOut() {
        return state.compareAndSet(State.WAITING, State.RULED_OUT) || state.get() == State.RULED_OUT;
    }

    @Override
    public void requestHeadersStart(Call call) {
        if (!state.compareAndSet(State.WAITING, State.SENT)) {
            call.cancel();
            throw new IllegalStateException("This request was given up before it was sent, or was sent before");
        }
    }
}
