package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** How a server behaves where it is free. Each place leaves all as it is unless a freedom says otherwise. */
interface Conduct {
    /** The answer in place of any effect. */
    default Optional<Told> instead(Call call) {
        return Optional.empty();
    }

    /** The answer after the effect. */
    default Told answer(Call call, Told told) {
        return told;
    }

    /** What a batch comes to that is created now. */
    default Optional<Fate> fate(String inputFileId, long now) {
        return Optional.empty();
    }

    /** What becomes of a second batch that is made by the same call; none is made where this is empty. */
    default Optional<Fate> twin(long now) {
        return Optional.empty();
    }

    /** How a batch is shown, in its own GET and in the list. */
    default void batch(ObjectNode view, Look look) {}

    /** How it is shown in the list only. */
    default void listed(ObjectNode view, Look look) {}

    /** How it is shown in its own GET only. */
    default void single(ObjectNode view, Look look) {}

    /** The whole list. It comes with the newest batch first. */
    default List<Entry> list(List<Entry> entries, long now) {
        return entries;
    }

    default Cursor cursor(Cursor cursor) {
        return cursor;
    }

    /** One page as it goes out. */
    default void page(ObjectNode page, Cursor cursor) {}

    default void file(ObjectNode view, Stored file, long now) {}

    /** What stands in the place of one result line. */
    default List<ObjectNode> lines(ObjectNode line) {
        return List.of(line);
    }

    /** The bytes of a result line, without its line feed. */
    default byte[] bytes(byte[] line) {
        return line;
    }

    /** What stands before the first byte of a results file. */
    default byte[] head() {
        return new byte[0];
    }

    /** What stands behind its last line; nothing where it is empty. */
    default byte[] tail() {
        return new byte[0];
    }
}
