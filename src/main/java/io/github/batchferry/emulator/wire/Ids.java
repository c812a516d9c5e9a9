package io.github.batchferry.emulator.wire;

import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * New ids, which the seed and the number of starts decide: those of batches do not depend on how many files and requests
 * came between. Safe for use by several threads.
 */
public final class Ids {
    private final SplittableRandom files;
    private final SplittableRandom batches;
    private final SplittableRandom requests;

    public Ids(long seed, long starts) {
        files = new SplittableRandom(seed * 31 + starts);
        batches = files.split();
        requests = files.split();
    }

    public String file() {
        return "file-" + hex(files, 24);
    }

    public String batch() {
        return "batch_" + hex(batches, 32);
    }

    public String request() {
        return "req_" + hex(requests, 32);
    }

    private static String hex(SplittableRandom random, int digits) {
        HexFormat hex = HexFormat.of();
        synchronized (random) {
            return (hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong())).substring(0, digits);
        }
    }
}
