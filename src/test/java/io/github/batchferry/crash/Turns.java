package io.github.batchferry.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lets one party at a time make one step, in an order that a seed decides. */
final class Turns {
    private static final int MOST_STEPS = 40_000;

    /** Who made which step. */
    final List<String> trace = new ArrayList<>();

    private final Random random;
    private final Runnable aftermath;
    private final List<Party> waiting = new ArrayList<>();
    private int parties;
    private Party next;

    /** @param aftermath what the rest of the world does by itself after a step, brought to its end */
    Turns(long seed, Runnable aftermath) {
        random = new Random(seed);
        this.aftermath = aftermath;
    }

    /** Somebody who takes part from now on, until {@link #leave}. */
    synchronized Party join(String name) {
        parties++;
        return new Party(name);
    }

    synchronized void leave() {
        parties--;
        choose();
        notifyAll();
    }

    synchronized void awaitEnd() throws InterruptedException {
        while (parties > 0) {
            wait();
        }
    }

    synchronized void note(String what) {
        trace.add(what);
    }

    private synchronized void awaitTurn(Party party, String step) throws InterruptedException {
        if (trace.size() > MOST_STEPS) {
            throw new AssertionError("there is no end after " + MOST_STEPS + " steps");
        }
        waiting.add(party);
        choose();
        while (next != party) {
            wait();
        }
        next = null;
        waiting.remove(party);
        trace.add(party.name + " " + step);
    }

    private void choose() {
        if (parties > 0 && waiting.size() == parties) {
            aftermath.run();
            waiting.sort((a, b) -> a.name.compareTo(b.name));
            next = waiting.get(random.nextInt(parties));
            notifyAll();
        }
    }

    /** Makes steps when its turn comes. */
    final class Party implements Steps {
        private final String name;

        private Party(String name) {
            this.name = name;
        }

        @Override
        public Object step(String step, Call call) throws Throwable {
            awaitTurn(this, step);
            return call.make();
        }
    }
}
