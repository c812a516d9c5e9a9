package io.github.batchferry.emulator.wire;

import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * New ids, which the seed and the number of starts decide: those of batches do not depend on how many files and requests
 * came between. Safe for use by several threads.
 */
public final class Ids {
    private final IdForm form;
    private final SplittableRandom files;
    private final SplittableRandom batches;
    private final SplittableRandom requests;

    public Ids(IdForm form, long seed, long starts) {
        this.form = form;
        files = new SplittableRandom(seed * 31 + starts);
        batches = files.split();
        requests = files.split();
    }

    public String file() {
        return form.file(hex(files));
    }

    public String batch() {
        return form.batch(hex(batches));
    }

    public String request() {
        return "req_" + hex(requests);
    }

    private static String hex(SplittableRandom random) {
        HexFormat hex = HexFormat.of();
        synchronized (random) {
            return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
        }
    }
}
