package io.github.batchferry.result;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One results file, opened when it is first read. Outputs and lines have their own views, so that both can be held. */
final class ResultSource implements Closeable {
    private final JobStore store;
    private final @Nullable String path;
    private @Nullable PositionedInput input;
    private @Nullable Window outputs;
    private @Nullable Window lines;

    ResultSource(JobStore store, @Nullable String path) {
        this.store = store;
        this.path = path;
    }

    Slice output(long offset, int length) throws IOException {
        if (outputs == null) {
            outputs = new Window(input(), name());
        }
        return outputs.slice(offset, length);
    }

    Slice line(long offset, int length) throws IOException {
        if (lines == null) {
            lines = new Window(input(), name());
        }
        return lines.slice(offset, length);
    }

    String name() {
        if (path == null) {
            throw new IllegalStateException("the index names a file that the collection does not have");
        }
        return path;
    }

    private PositionedInput input() throws IOException {
        if (input == null) {
            input = store.openPositioned(name());
        }
        return input;
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
            input = null;
            outputs = null;
            lines = null;
        }
    }
}
