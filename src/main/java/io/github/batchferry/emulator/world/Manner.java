package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Conducts that show at one place. */
final class Manner {
    private Manner() {}

    /** Answers these calls so, and nothing takes place. */
    static Conduct instead(Predicate<Call> when, Function<Call, Told> told) {
        return new Conduct() {
            @Override
            public Optional<Told> instead(Call call) {
                return when.test(call) ? Optional.of(told.apply(call)) : Optional.empty();
            }
        };
    }

    /** Answers these calls so, after they took effect. */
    static Conduct after(Predicate<Call> when, UnaryOperator<Told> told) {
        return new Conduct() {
            @Override
            public Told answer(Call call, Told answer) {
                return answer.succeeded() && when.test(call) ? told.apply(answer) : answer;
            }
        };
    }

    static Conduct fate(Function<Long, Optional<Fate>> fate) {
        return new Conduct() {
            @Override
            public Optional<Fate> fate(String inputFileId, long now) {
                return fate.apply(now);
            }
        };
    }

    static Conduct batch(Painter painter) {
        return new Conduct() {
            @Override
            public void batch(ObjectNode view, Look look) {
                painter.paint(view, look);
            }
        };
    }

    static Conduct listed(Painter painter) {
        return new Conduct() {
            @Override
            public void listed(ObjectNode view, Look look) {
                painter.paint(view, look);
            }
        };
    }

    static Conduct single(Painter painter) {
        return new Conduct() {
            @Override
            public void single(ObjectNode view, Look look) {
                painter.paint(view, look);
            }
        };
    }

    static Conduct list(UnaryOperator<List<Entry>> order) {
        return new Conduct() {
            @Override
            public List<Entry> list(List<Entry> entries, long now) {
                return order.apply(entries);
            }
        };
    }

    static Conduct lines(Function<ObjectNode, List<ObjectNode>> lines) {
        return new Conduct() {
            @Override
            public List<ObjectNode> lines(ObjectNode line) {
                return lines.apply(line);
            }
        };
    }

    static Conduct bytes(UnaryOperator<byte[]> bytes) {
        return new Conduct() {
            @Override
            public byte[] bytes(byte[] line) {
                return bytes.apply(line);
            }
        };
    }

    static Conduct file(FilePainter painter) {
        return new Conduct() {
            @Override
            public void file(ObjectNode view, Stored file, long now) {
                painter.paint(view, file, now);
            }
        };
    }

    @FunctionalInterface
    interface Painter {
        void paint(ObjectNode view, Look look);
    }

    @FunctionalInterface
    interface FilePainter {
        void paint(ObjectNode view, Stored file, long now);
    }
}
