package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;

/** A conduct together with the fate that gives it something to show, for the first batches. */
final class Occasion implements Conduct {
    private final Times times;
    private final Supplier<Fate> fate;
    private final Manner.Painter painter;

    Occasion(int batches, Supplier<Fate> fate, Manner.Painter painter) {
        this.times = new Times(batches);
        this.fate = fate;
        this.painter = painter;
    }

    @Override
    public Optional<Fate> fate(String inputFileId, long now) {
        return times.once() ? Optional.of(fate.get()) : Optional.empty();
    }

    @Override
    public void batch(ObjectNode view, Look look) {
        painter.paint(view, look);
    }
}
