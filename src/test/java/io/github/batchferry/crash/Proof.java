package io.github.batchferry.crash;

import io.github.batchferry.crash.Rules.Doubt;
import io.github.batchferry.crash.Rules.Rule;
import io.github.batchferry.crash.Rules.World;
import java.util.ArrayList;
import java.util.List;

/** What the explorer has to find, and what it must not find. */
record Proof(String name, Rules rules) {
    /** Nothing is bought twice under the real rules, in a world where lists are behind by half a minute at most. */
    static final List<Proof> SAFE = List.of(
            new Proof("hold, prompt network, lists up to date", Rules.of(Doubt.HOLD, World.PROMPT, 0)),
            new Proof("hold, prompt network, lists behind", Rules.of(Doubt.HOLD, World.PROMPT, 1)),
            new Proof("hold, any delay, lists up to date", Rules.of(Doubt.HOLD, World.ANY_DELAY, 0)),
            new Proof("hold, any delay, lists behind", Rules.of(Doubt.HOLD, World.ANY_DELAY, 1)),
            new Proof("fence, prompt network, lists up to date", Rules.of(Doubt.FENCE, World.PROMPT, 0)),
            new Proof("fence, prompt network, lists behind", Rules.of(Doubt.FENCE, World.PROMPT, 1)),
            new Proof("fence, any delay, lists up to date", Rules.of(Doubt.FENCE, World.ANY_DELAY, 0)),
            new Proof("fence, any delay, lists behind", Rules.of(Doubt.FENCE, World.ANY_DELAY, 1)),
            new Proof(
                    "hold, false answers, lists behind",
                    Rules.of(Doubt.HOLD, World.PROMPT, 1).withWhims(2)),
            new Proof(
                    "fence, false answers, lists behind",
                    Rules.of(Doubt.FENCE, World.PROMPT, 1).withWhims(1)));

    /** Something is bought twice where a rule is broken; two of them have the look after the fence behind them. */
    static final List<Proof> UNSAFE = List.of(
            new Proof(
                    "a driver that does not fold before it buys",
                    Rules.of(Doubt.HOLD, World.PROMPT, 0).without(Rule.FOLD_BEFORE_PURCHASE)),
            new Proof(
                    "a driver that buys on an old intent, and gives up right after the fence",
                    Rules.of(Doubt.FENCE, World.PROMPT, 1)
                            .without(Rule.FRESH_INTENT)
                            .withFenceTime(0)),
            new Proof(
                    "giving up without deleting the input file",
                    Rules.of(Doubt.FENCE, World.ANY_DELAY, 0).without(Rule.FENCE_BEFORE_VOID)),
            new Proof(
                    "giving up without a last look",
                    Rules.of(Doubt.FENCE, World.ANY_DELAY, 0).without(Rule.LOOK_BEHIND_FENCE)),
            new Proof(
                    "a client that sends again",
                    Rules.of(Doubt.HOLD, World.PROMPT, 0).without(Rule.ONE_SHOT)),
            new Proof(
                    "a store that lets two take one number",
                    Rules.of(Doubt.HOLD, World.PROMPT, 0).without(Rule.EXCLUSIVE_CREATE)),
            new Proof(
                    "a settle time shorter than the call's time-out, and giving up right after the fence",
                    Rules.of(Doubt.FENCE, World.PROMPT, 1).withSettleTime(2).withFenceTime(0)),
            new Proof(
                    "giving up right after the fence while lists are behind",
                    Rules.of(Doubt.FENCE, World.ANY_DELAY, 1).withFenceTime(0)),
            new Proof(
                    "posting again what was refused, without a look",
                    Rules.of(Doubt.HOLD, World.PROMPT, 1).withWhims(1).without(Rule.LOOK_AFTER_REFUSAL)),
            new Proof(
                    "looking right after a refusal",
                    Rules.of(Doubt.HOLD, World.PROMPT, 1).withWhims(1).without(Rule.LATE_LOOK)),
            new Proof(
                    "taking one page of a list for the list",
                    Rules.of(Doubt.HOLD, World.PROMPT, 0).withWhims(1).without(Rule.WHOLE_LIST)),
            new Proof(
                    "posting again though it was refused once more meanwhile",
                    Rules.of(Doubt.HOLD, World.PROMPT, 0).withWhims(2).without(Rule.SAME_REFUSAL)),
            new Proof(
                    "believing an answer that belongs to another purchase",
                    Rules.of(Doubt.HOLD, World.PROMPT, 0).withWhims(1).without(Rule.OWN_ANSWER)));

    /** Prints what was visited. */
    static boolean all(int lives) {
        Report report = new Report("explorer");
        List<String> failures = new ArrayList<>();
        long visited = 0;
        long ends = 0;
        for (Proof proof : SAFE) {
            Explorer explorer = new Explorer(proof.rules, lives);
            if (!explorer.wayToHarm().isEmpty()) {
                failures.add(proof.name + ": bought twice or lost");
            }
            visited += explorer.visited();
            ends += explorer.ends();
        }
        for (Proof proof : UNSAFE) {
            if (new Explorer(proof.rules, lives).wayToHarm().isEmpty()) {
                failures.add(proof.name + ": the explorer sees nothing wrong with it");
            }
        }
        return report.with("worlds", SAFE.size())
                .with("states", visited)
                .with("ends", ends)
                .with("mutations_caught", UNSAFE.size())
                .print(failures);
    }

    @Override
    public String toString() {
        return name;
    }
}
