package io.github.batchferry.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The ledger, the provider, and where each driver stands. */
final class World {
    static final String[] DRIVERS = {"a", "b"};
    private static final Event PLAN = Sample.planned(Sample.batch(1, Sample.lines("w", 0, 0, 10)));

    private enum At {
        PLAN,
        INTEND,
        LOOK,
        POST,
        CREATED,
        DENIED,
        END
    }

    final List<Entry> ledger = new ArrayList<>();
    final List<String> posts = new ArrayList<>();
    final At[] at = {At.PLAN, At.PLAN};
    /** How much of the ledger each driver has folded. */
    final int[] seen = {1, 1};

    final long[] intent = new long[2];
    boolean deleted;

    World copy() {
        World copy = new World();
        copy.ledger.addAll(ledger);
        copy.posts.addAll(posts);
        System.arraycopy(at, 0, copy.at, 0, 2);
        System.arraycopy(seen, 0, copy.seen, 0, 2);
        System.arraycopy(intent, 0, copy.intent, 0, 2);
        copy.deleted = deleted;
        return copy;
    }

    void check() {
        long entitled =
                IntStream.range(0, 2).filter(driver -> at[driver] == At.POST).count();
        if (entitled + posts.size() > 1) {
            throw new AssertionError(posts + " by " + ledger);
        }
    }

    /** All that this driver may do next, as far as it has folded. */
    List<World> steps(int driver) {
        List<World> next = new ArrayList<>();
        JobState state = foldOf(ledger.subList(0, seen[driver]));
        BatchState batch = state.batch(1).orElse(null);
        switch (at[driver]) {
            case PLAN -> next.add(batch == null ? append(driver, At.INTEND, PLAN) : to(driver, At.INTEND));
            case INTEND -> {
                if (batch == null) {
                    next.add(to(driver, At.PLAN));
                } else if (batch.isPurchasable()) {
                    next.add(append(driver, At.LOOK, new Event.Intended(1, "file-" + DRIVERS[driver])));
                    next.add(crash(driver));
                } else {
                    next.addAll(settle(driver, batch));
                }
            }
            case LOOK -> next.add(look(driver));
            case POST -> next.addAll(post(driver));
            case CREATED -> next.add(append(driver, At.END, Sample.created(1, "batch-" + DRIVERS[driver])));
            case DENIED -> next.add(append(driver, At.END, Sample.denied(1, Event.AfterRefusal.PLAN_AGAIN)));
            case END -> {}
        }
        return next;
    }

    private World look(int driver) {
        World world = copy();
        world.seen[driver] = ledger.size();
        boolean mine = foldOf(ledger).batch(1).orElseThrow().isIntendedAt(intent[driver]);
        world.at[driver] = mine ? At.POST : At.END;
        return world;
    }

    /** A request that names a deleted file fails unpaid. */
    private List<World> post(int driver) {
        World accepted = to(driver, deleted ? At.DENIED : At.CREATED);
        World lost = to(driver, At.END);
        if (!deleted) {
            accepted.posts.add(DRIVERS[driver]);
            lost.posts.add(DRIVERS[driver]);
        }
        return List.of(accepted, lost, to(driver, At.DENIED), crash(driver));
    }

    /** What a driver does about the intent of the other one: wait, adopt, hold, or fence. */
    private List<World> settle(int driver, BatchState batch) {
        List<World> next = new ArrayList<>();
        next.add(to(driver, At.END));
        if (batch.phase() == BatchState.Phase.INTENDED) {
            if (!posts.isEmpty()) {
                next.add(append(driver, At.END, new Event.Created(1, "batch-" + posts.get(0), "adopted")));
            } else if (batch.doubt() == null) {
                next.add(append(driver, At.INTEND, new Event.InDoubt(1, "lost")));
            } else if (!deleted) {
                World fence = copy();
                fence.deleted = true;
                next.add(fence);
            } else {
                next.add(append(driver, At.END, Sample.voided(1)));
            }
        }
        return next;
    }

    private World crash(int driver) {
        return to(driver, At.END);
    }

    private World to(int driver, At where) {
        World world = copy();
        world.at[driver] = where;
        return world;
    }

    /** At the next number, or, where that is taken, only a look at what took it. */
    private World append(int driver, At then, Event event) {
        World world = copy();
        if (seen[driver] == ledger.size()) {
            world.ledger.add(Sample.entry(ledger.size() + 1, DRIVERS[driver], event));
            world.at[driver] = then;
            if (then == At.LOOK) {
                world.intent[driver] = world.ledger.size();
            }
        }
        world.seen[driver] = world.ledger.size();
        return world;
    }

    static JobState foldOf(List<Entry> entries) {
        JobState state = new JobState();
        entries.forEach(state::apply);
        return state;
    }
}
