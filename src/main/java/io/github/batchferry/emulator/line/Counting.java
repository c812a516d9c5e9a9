package io.github.batchferry.emulator.line;

import org.jspecify.annotations.Nullable;

/** Counts the matches of a rule, and says at which of them it fires. Safe for use by several threads. */
public final class Counting {
    private final long first;
    private final long times;
    private long seen;

    /**
     * @param nth the match that it fires at first, from 1
     * @param times at how many matches it fires; below 0 for all
     */
    public Counting(@Nullable Integer nth, @Nullable Integer times, int timesByDefault) {
        this.first = nth == null ? 1 : nth;
        this.times = times == null ? timesByDefault : times;
    }

    public synchronized boolean fires() {
        seen++;
        return seen >= first && (times < 0 || seen < first + times);
    }
}
