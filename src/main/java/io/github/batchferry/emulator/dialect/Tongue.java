package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;

/** How one thing is said. Each place leaves all as it is unless a quirk says otherwise. */
interface Tongue {
    /** A request as OpenAI's API would have been asked. */
    default Request heard(Request request) {
        return request;
    }

    /** A batch, wherever it is shown. */
    default void batch(ObjectNode view) {}

    default void file(ObjectNode view) {}

    /** A whole answer, in which batches and files are spoken already. */
    default Reply reply(String shape, Reply reply) {
        return reply;
    }

    /** A line of a results file. */
    default void line(ObjectNode line) {}
}
