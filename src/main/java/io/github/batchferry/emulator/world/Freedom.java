package io.github.batchferry.emulator.world;

import java.util.function.Function;

/** One thing that a server may do, by its name. */
public final class Freedom {
    private final String name;
    private final String says;
    private final boolean heals;
    private final Function<Dice, Conduct> conduct;

    private Freedom(String name, String says, boolean heals, Function<Dice, Conduct> conduct) {
        this.name = name;
        this.says = says;
        this.heals = heals;
        this.conduct = conduct;
    }

    /** One that comes late or passes: a careful client ends with every row answered and paid once. */
    static Freedom healing(String name, String says, Function<Dice, Conduct> conduct) {
        return new Freedom(name, says, true, conduct);
    }

    /** One that may leave gaps for good. */
    static Freedom lasting(String name, String says, Function<Dice, Conduct> conduct) {
        return new Freedom(name, says, false, conduct);
    }

    /** Such as {@code list=oldest-first}. */
    public String name() {
        return name;
    }

    /** What the server does, in one line. */
    public String says() {
        return says;
    }

    public boolean heals() {
        return heals;
    }

    Conduct conduct(long seed) {
        return conduct.apply(new Dice(seed, name));
    }

    @Override
    public String toString() {
        return name;
    }
}
