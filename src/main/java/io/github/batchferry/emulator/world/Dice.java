package io.github.batchferry.emulator.world;

import java.util.SplittableRandom;

/** What a seed decides of one freedom. */
final class Dice {
    private final long seed;
    private final SplittableRandom random;

    Dice(long worldSeed, String freedom) {
        this.seed = mixed(worldSeed * 0x9E3779B97F4A7C15L + freedom.hashCode());
        this.random = new SplittableRandom(seed);
    }

    /** So long, in milliseconds. */
    long seconds(int least, int most) {
        return 1000L * random.nextInt(least, most + 1);
    }

    /** A number that belongs to this name for good, below the bound. */
    int of(String name, int bound) {
        return (int) Long.remainderUnsigned(number(name), bound);
    }

    long number(String name) {
        return mixed(seed ^ mixed(name.hashCode()));
    }

    private static long mixed(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
