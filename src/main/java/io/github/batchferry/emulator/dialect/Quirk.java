package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.wire.Reply;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One thing that a provider does in its own way, by its name, such as {@code status=upper}.
 *
 * @param says what it is, in one line
 * @param ways what it alters of the rules
 */
record Quirk(String name, String says, Tongue tongue, UnaryOperator<Ways> ways) {
    private static final Tongue PLAIN = new Tongue() {};

    static Quirk of(String name, String says, Tongue tongue) {
        return new Quirk(name, says, tongue, UnaryOperator.identity());
    }

    static Quirk rule(String name, String says, UnaryOperator<Ways> ways) {
        return new Quirk(name, says, PLAIN, ways);
    }

    static Quirk batch(String name, String says, Consumer<ObjectNode> painter) {
        return of(name, says, new Tongue() {
            @Override
            public void batch(ObjectNode view) {
                painter.accept(view);
            }
        });
    }

    static Quirk file(String name, String says, Consumer<ObjectNode> painter) {
        return of(name, says, new Tongue() {
            @Override
            public void file(ObjectNode view) {
                painter.accept(view);
            }
        });
    }

    static Quirk line(String name, String says, Consumer<ObjectNode> painter) {
        return of(name, says, new Tongue() {
            @Override
            public void line(ObjectNode line) {
                painter.accept(line);
            }
        });
    }

    /** At successful answers to calls of one shape. */
    static Quirk answer(String name, String says, String shape, UnaryOperator<Reply> change) {
        return of(name, says, new Tongue() {
            @Override
            public Reply reply(String asked, Reply reply) {
                return reply.status() / 100 == 2 && asked.equals(shape) ? change.apply(reply) : reply;
            }
        });
    }

    /** At refusals and failures. */
    static Quirk error(String name, String says, UnaryOperator<Reply> change) {
        return of(name, says, new Tongue() {
            @Override
            public Reply reply(String asked, Reply reply) {
                return reply.status() >= 400 ? change.apply(reply) : reply;
            }
        });
    }

    /** The same with another rule. */
    Quirk and(UnaryOperator<Ways> rule) {
        return new Quirk(name, says, tongue, asked -> rule.apply(ways.apply(asked)));
    }

    /** What it is about; two quirks about the same do not go together. */
    String about() {
        return name.substring(0, name.indexOf('='));
    }
}
