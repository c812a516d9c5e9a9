package io.github.batchferry.emulator.world;

/** A while that begins when it is first asked for. */
final class Spell {
    private final long millis;
    private long begun = Long.MIN_VALUE;

    Spell(long millis) {
        this.millis = millis;
    }

    synchronized boolean lasts(long now) {
        if (begun == Long.MIN_VALUE) {
            begun = now;
        }
        return now < begun + millis;
    }
}
