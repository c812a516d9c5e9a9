package io.github.batchferry.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lets one driver at a time make one step, in an order that a seed decides. */
final class Turns {
    private final Random random;
    private final List<Steps> waiting = new ArrayList<>();
    private int running;
    private Steps next = Steps.UNHINDERED;

    Turns(long seed) {
        random = new Random(seed);
    }

    /** A driver that takes part from now on, until {@link #leave}. */
    synchronized Steps join() {
        running++;
        return new Steps() {
            @Override
            public Object step(String name, Call call) throws Throwable {
                awaitTurn(this);
                return call.make();
            }
        };
    }

    synchronized void leave() {
        running--;
        choose();
    }

    private synchronized void awaitTurn(Steps driver) throws InterruptedException {
        waiting.add(driver);
        choose();
        while (next != driver) {
            wait();
        }
        next = Steps.UNHINDERED;
        waiting.remove(driver);
    }

    private void choose() {
        if (running > 0 && waiting.size() == running) {
            next = waiting.get(random.nextInt(running));
            notifyAll();
        }
    }
}
