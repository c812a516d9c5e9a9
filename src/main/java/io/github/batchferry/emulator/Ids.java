package io.github.batchferry.emulator;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** New ids, which the seed and the number of starts decide. Safe for use by several threads. */
final class Ids {
    private final SplittableRandom random;

    Ids(long seed, long starts) {
        this.random = new SplittableRandom(seed * 31 + starts);
    }

    String file() {
        return "file-" + hex(24);
    }

    String batch() {
        return "batch_" + hex(32);
    }

    String request() {
        return "req_" + hex(32);
    }

    private synchronized String hex(int digits) {
        HexFormat hex = HexFormat.of();
        return (hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong())).substring(0, digits);
    }
}
