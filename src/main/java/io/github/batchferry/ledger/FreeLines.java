package io.github.batchferry.ledger;

/**
 * Lines {@code [from, to)} of a shard that may be planned.
 *
 * @param attempt which purchase of them comes next, from 1
 * @param round how many batches with them failed validation in a row
 * @param most how many of them a batch may have at most: the last one was too large
 */
public record FreeLines(int from, int to, int attempt, int round, int most) {
    static FreeLines never(int from, int to) {
        return new FreeLines(from, to, 1, 0, Integer.MAX_VALUE);
    }

    static FreeLines again(int from, int to, BatchState last) {
        int most = last.tooLarge() == null
                ? Integer.MAX_VALUE
                : Math.max(1, last.planned().requests() / 2);
        return new FreeLines(from, to, last.nextAttempt(), last.nextRound(), most);
    }

    boolean continuesIn(FreeLines next) {
        return to == next.from && attempt == next.attempt && round == next.round && most == next.most;
    }

    FreeLines to(int end) {
        return new FreeLines(from, end, attempt, round, most);
    }
}
