package io.github.batchferry.crash;

import io.github.batchferry.batch.InputFile;
import java.io.IOException;
import java.io.OutputStream;

/** What goes into and comes out of a call, with steps of its own where it streams. */
final class Streams {
    private Streams() {}

    static Object[] stepwise(Steps steps, String name, Object[] arguments) {
        if (arguments == null) {
            return null;
        }
        Object[] stepwise = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            stepwise[i] = stepwise(steps, name, arguments[i]);
        }
        return stepwise;
    }

    static Object stepwise(Steps steps, String name, Object value) {
        if (value instanceof OutputStream sink) {
            return new StepwiseStream(steps, name, sink);
        }
        if (value instanceof InputFile file) {
            return file.withContent(sink -> file.content().writeTo(new StepwiseStream(steps, name, sink)));
        }
        return value;
    }

    /** What was written before a step is really there when the step comes. */
    private static final class StepwiseStream extends OutputStream {
        private final Steps steps;
        private final String name;
        private final OutputStream sink;

        StepwiseStream(Steps steps, String name, OutputStream sink) {
            this.steps = steps;
            this.name = name;
            this.sink = sink;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            step(".write", () -> {
                sink.write(bytes, offset, length);
                sink.flush();
                return null;
            });
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }

        @Override
        public void close() throws IOException {
            step(".close", () -> {
                sink.close();
                return null;
            });
        }

        private void step(String what, Steps.Call call) throws IOException {
            try {
                steps.step(name + what, call);
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
