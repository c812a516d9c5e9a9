package io.github.batchferry.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A picture or a video of an answer.
 *
 * @param file where it is {@link State#SAVED}, and only there
 * @param problem why there is no file, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Asset(
        State state, @Nullable File file, @Nullable String problem) {
    /** Nothing is to be saved, and nothing is to be said about it. */
    public static final Asset NONE = new Asset(State.NONE, null, null);

    /** What has become of it. */
    public enum State {
        /** It stands as a file. */
        SAVED,
        /** It could not be had yet, and is tried again. */
        OPEN,
        /** It cannot be had any more. */
        LOST,
        /** There was never anything to save. */
        NONE
    }

    /** Its path in the job directory, its length and the CRC-32C of its bytes. */
    public record File(String path, long bytes, long crc32c) {}

    public static Asset saved(String path, long bytes, long crc32c) {
        return new Asset(State.SAVED, new File(path, bytes, crc32c), null);
    }

    public static Asset open(String problem) {
        return new Asset(State.OPEN, null, problem);
    }

    public static Asset lost(String problem) {
        return new Asset(State.LOST, null, problem);
    }

    /** Of an answer that points to nothing that could be saved. */
    public static Asset none(String problem) {
        return new Asset(State.NONE, null, problem);
    }
}
