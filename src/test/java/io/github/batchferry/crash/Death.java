package io.github.batchferry.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Ends a driver before or after one of its steps: nothing that it does later reaches anybody, in no finally either. */
final class Death implements Steps {
    /** Every step that the driver came to. */
    final List<String> steps = new ArrayList<>();

    private final BiPredicate<Integer, String> chosen;
    private final Edge edge;
    private final Runnable end;
    private boolean came;

    private Death(BiPredicate<Integer, String> chosen, Edge edge, Runnable end) {
        this.chosen = chosen;
        this.edge = edge;
        this.end = end;
    }

    /** @param step from 0 */
    static Death atStep(int step, Edge edge) {
        return new Death((number, name) -> number == step, edge, Death::kill);
    }

    static Death atFirst(String step, Edge edge) {
        return new Death((number, name) -> name.equals(step), edge, Death::kill);
    }

    /** For a driver that only counts its steps. */
    static Death never() {
        return new Death((number, name) -> false, Edge.BEFORE, Death::kill);
    }

    /** Takes the whole process along, at once. */
    static Death ofTheProcess(int step, Edge edge, int exitCode) {
        return new Death(
                (number, name) -> number == step,
                edge,
                () -> Runtime.getRuntime().halt(exitCode));
    }

    @Override
    public Object step(String name, Call call) throws Throwable {
        boolean mine;
        synchronized (this) {
            if (came) {
                throw new Killed();
            }
            mine = chosen.test(steps.size(), name);
            steps.add(name);
            if (mine && edge == Edge.BEFORE) {
                come();
            }
        }
        try {
            return call.make();
        } finally {
            if (mine) {
                come();
            }
        }
    }

    /** Ends the driver at any other moment. */
    synchronized void now() {
        come();
    }

    boolean came() {
        return came;
    }

    private void come() {
        came = true;
        end.run();
    }

    private static void kill() {
        throw new Killed();
    }

    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
