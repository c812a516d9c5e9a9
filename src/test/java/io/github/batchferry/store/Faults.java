package io.github.batchferry.store;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** What a file system does at each call that reaches it. Somebody may stand in between. */
@FunctionalInterface
public interface Faults {
    Faults NONE = (kind, path, call) -> call.make();

    /** @param kind one of {@code open create write close list rename delete status mkdirs} */
    Object at(String kind, Path path, Call call) throws IOException;

    /** What the call would do. */
    @FunctionalInterface
    interface Call {
        Object make() throws IOException;
    }
}
