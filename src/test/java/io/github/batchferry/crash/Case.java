package io.github.batchferry.crash;

import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One driver, dead at one of its steps, and what becomes of its job. */
record Case(Phase phase, World world, int step, Edge edge) {
    /** @param text such as {@code write:12:before}, with a world behind it where it is not the documented one */
    static Case parse(String text) {
        String[] parts = text.split(":", 4);
        return new Case(
                Phase.named(parts[0]),
                parts.length == 4 ? World.named(parts[3]) : World.DOCUMENTED,
                Integer.parseInt(parts[1]),
                Edge.valueOf(parts[2].toUpperCase(Locale.ROOT)));
    }

    /** Plays the phase to its end, with the driver dead or, where it has no such step, alive. */
    Verdict run(Path directory, Killing killing) throws IOException {
        try (Stage stage = new Stage(directory, phase, world)) {
            phase.before().set(stage);
            boolean died = killing.kills(stage, this);
            Driver next = stage.play(phase.after());
            stage.awaitEnds();
            return new Verdict(
                    died,
                    Account.wrong(
                            Phase.ROWS, world, stage.bill(), next.state(), next.store, Account.Promise.EACH_ANSWERED));
        } catch (RuntimeException | AssertionError e) {
            return new Verdict(true, List.of("the job could not be brought to its end: " + e));
        }
    }

    /** The steps of the phase, as a driver that nobody hinders makes them. */
    static List<String> steps(Path directory, Phase phase, World world) throws IOException {
        try (Stage stage = new Stage(directory, phase, world)) {
            phase.before().set(stage);
            Death none = Death.never();
            stage.play(phase.act(), none);
            return none.steps;
        }
    }

    @Override
    public String toString() {
        String death = phase.name() + ":" + step + ":" + edge.name().toLowerCase(Locale.ROOT);
        return world.isDocumented() ? death : death + ":" + world.names();
    }

    /** @param wrong empty where the promise was kept */
    record Verdict(boolean died, List<String> wrong) {}

    /** Some way to end a driver. */
    @FunctionalInterface
    interface Killing {
        /** Whether the driver died; false where it came to its end before. */
        boolean kills(Stage stage, Case what) throws IOException;

        /** An error out of nowhere; what the driver does after it reaches nobody. */
        Killing IN_THIS_PROCESS = (stage, what) -> {
            Death death = Death.atStep(what.step, what.edge);
            try {
                stage.play(what.phase.act(), death);
            } catch (Death.Killed killed) {
                // as it should be
            }
            return death.came();
        };
    }
}
