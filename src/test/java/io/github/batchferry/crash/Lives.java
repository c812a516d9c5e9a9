package io.github.batchferry.crash;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.Purchase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** A driver that is started again when it has died or given up, a few times. */
final class Lives implements Callable<List<String>> {
    private static final int MOST = 4;
    private static final int LONGEST = 150;
    private static final int LATEST = 300;

    private final String name;
    private final Random random;
    private final Turns turns;
    private final Storm storm;
    private final Turns.Party party;
    private final List<String> wrong = new ArrayList<>();
    private int late;

    Lives(String name, Random random, Turns turns, Storm storm) {
        this.name = name;
        this.random = random;
        this.turns = turns;
        this.storm = storm;
        party = turns.join(name);
    }

    /** @return what no driver should say in whatever weather */
    @Override
    public List<String> call() {
        try {
            for (int lives = 1 + random.nextInt(MOST); lives > 0; lives--) {
                live();
            }
            return wrong;
        } finally {
            turns.leave();
        }
    }

    private void live() {
        Death death = random.nextInt(3) == 0
                ? Death.never()
                : Death.atStep(random.nextInt(LONGEST), Edge.values()[random.nextInt(2)]);
        Steps steps = death.before(party)
                .before(storm.weather().store(random))
                .before((step, call) -> step.equals("BatchApi.create") ? purchase(death, call) : call.make());
        try {
            Driver driver = storm.driver(steps);
            driver.seal();
            switch (random.nextInt(4)) {
                case 0 -> driver.write();
                case 1 -> driver.finish(storm.bill());
                default -> driver.await();
            }
        } catch (Death.Killed | ExternalException | UserException | IOException e) {
            turns.note(name + " ends: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            wrong.add("driver " + name + " broke: " + e);
        }
    }

    /** Now and then a purchase gets lost on its way for a while, and its driver dies over it or gives it up. */
    private Object purchase(Death death, Steps.Call call) throws Throwable {
        if (random.nextInt(4) > 0) {
            return call.make();
        }
        Turns.Party post = turns.join(name + "-post-" + late++);
        int delay = random.nextInt(LATEST);
        storm.later(() -> {
            try {
                for (int i = 0; i < delay; i++) {
                    post.step("waits", () -> null);
                }
                post.step("arrives", call);
            } catch (Throwable e) {
                turns.note("a late purchase: " + e);
            } finally {
                turns.leave();
            }
        });
        if (random.nextBoolean()) {
            death.now();
        }
        storm.time().sleep(Duration.ofSeconds(71));
        return new Purchase.InDoubt("the answer did not come in time");
    }
}
