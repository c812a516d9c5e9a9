package io.github.batchferry.crash;

import java.util.EnumSet;
import java.util.Set;

/**
 * Under which rules the drivers of the {@link Explorer} buy, and in what kind of world. Times are in ticks.
 *
 * @param oldestIntent a driver sends no purchase whose intent is older
 * @param callTimeout how long a purchase can be on its way where the network is {@link World#PROMPT}
 * @param lag how long a new batch may be missing in lists
 * @param settleTime how long a driver looks for a purchase before it holds or fences it
 * @param fenceTime how long it goes on looking after it deleted the input file
 * @param doubt what it does then
 * @param whims how often the server refuses, or answers with what belongs to another purchase, whatever it did
 * @param broken rules that these drivers do not keep
 */
record Rules(
        int oldestIntent,
        int callTimeout,
        int lag,
        int settleTime,
        int fenceTime,
        Doubt doubt,
        int whims,
        World world,
        Set<Rule> broken) {
    /** What the real constants come to, in ticks of half a minute. */
    static Rules of(Doubt doubt, World world, int lag) {
        return new Rules(1, 3, lag, 4, 1, doubt, 0, world, EnumSet.noneOf(Rule.class));
    }

    Rules without(Rule rule) {
        return new Rules(oldestIntent, callTimeout, lag, settleTime, fenceTime, doubt, whims, world, EnumSet.of(rule));
    }

    Rules withWhims(int times) {
        return new Rules(oldestIntent, callTimeout, lag, settleTime, fenceTime, doubt, times, world, broken);
    }

    Rules withSettleTime(int ticks) {
        return new Rules(oldestIntent, callTimeout, lag, ticks, fenceTime, doubt, whims, world, broken);
    }

    Rules withFenceTime(int ticks) {
        return new Rules(oldestIntent, callTimeout, lag, settleTime, ticks, doubt, whims, world, broken);
    }

    boolean keeps(Rule rule) {
        return !broken.contains(rule);
    }

    /** What becomes of a purchase that cannot be found. */
    enum Doubt {
        HOLD,
        FENCE
    }

    /** What can come between a driver's last look at the ledger and the arrival of its purchase. */
    enum World {
        /** The call's time-out at most. */
        PROMPT,
        /** Any time: the driver is stopped right there and woken a day later, or the request wanders about. */
        ANY_DELAY
    }

    /** What makes it safe. */
    enum Rule {
        /** A driver intends and buys only where the fold says that its own intent is the one that counts. */
        FOLD_BEFORE_PURCHASE,
        /** A driver does not buy on an old intent. */
        FRESH_INTENT,
        /** The input file is deleted before a purchase is given up. */
        FENCE_BEFORE_VOID,
        /** After the fence the list is read again. */
        LOOK_BEHIND_FENCE,
        /** A purchase is sent once. */
        ONE_SHOT,
        /** A number of the ledger can be taken once. */
        EXCLUSIVE_CREATE,
        /** What was refused is looked for before it is posted again. */
        LOOK_AFTER_REFUSAL,
        /** That look comes a settle time after the refusal. */
        LATE_LOOK,
        /** Only the list read to its end says that a batch is not in it: it has no order. */
        WHOLE_LIST,
        /** It is posted again only where the refusal that was looked up is the last one. */
        SAME_REFUSAL,
        /** An answer is ours if it names our input file, and an id that no other purchase has. */
        OWN_ANSWER
    }
}
