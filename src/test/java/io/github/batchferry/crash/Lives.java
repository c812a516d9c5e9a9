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
    private static final int MOST = 5;
    private static final int LONGEST = 150;
    private static final int LATEST = 300;
    private static final List<String> TURNING_POINTS = List.of(
            "BatchApi.create",
            "BatchApi.upload",
            "BatchApi.list",
            "BatchApi.download",
            "BatchApi.cancel",
            "BatchApi.deleteFile",
            "JobStore.createIfAbsent",
            "JobStore.delete",
            "Pause.sleep");

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
            if (storm.isLast()) {
                wrong.addAll(storm.end(party));
            }
            return wrong;
        } finally {
            turns.leave();
        }
    }

    private void live() {
        Death death = death();
        Steps steps = death.before(party)
                .before(storm.weather().store(random))
                .before((step, call) -> step.equals("BatchApi.create") ? purchase(death, call) : call.make());
        try {
            Driver driver = storm.driver(steps);
            driver.seal();
            switch (random.nextInt(10)) {
                case 0, 1 -> driver.write();
                case 2, 3 -> driver.finish(storm.bill());
                case 4 -> driver.cancel();
                case 5 -> driver.resume();
                default -> driver.await();
            }
        } catch (Death.Killed | ExternalException | UserException | IOException e) {
            turns.note(name + " ends: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            wrong.add("driver " + name + " broke: " + e);
        }
    }

    private Death death() {
        Edge edge = Edge.values()[random.nextInt(2)];
        return switch (random.nextInt(3)) {
            case 0 -> Death.never();
            case 1 -> Death.atStep(random.nextInt(LONGEST), edge);
            default -> Death.atFirst(TURNING_POINTS.get(random.nextInt(TURNING_POINTS.size())), edge);
        };
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
