package io.github.batchferry.result;

import java.io.IOException;

/** The custom ids of a batch's input by position; asked only where two ids have one hash. */
@FunctionalInterface
public interface ExactIds {
    byte[] at(int position) throws IOException;
}
