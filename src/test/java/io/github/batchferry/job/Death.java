package io.github.batchferry.job;

/** Ends a driver at one of its steps; from then on it takes no other. */
final class Death implements Steps {
    private final When when;
    private int left;
    private boolean came;

    enum When {
        BEFORE,
        AFTER
    }

    /** Nobody catches it. */
    static final class Happens extends Error {
        private static final long serialVersionUID = 1L;
    }

    Death(int nth, When when) {
        left = nth;
        this.when = when;
    }

    boolean came() {
        return came;
    }

    @Override
    public Object step(String name, Call call) throws Throwable {
        if (came) {
            throw new Happens();
        }
        if (left-- > 0) {
            return call.make();
        }
        came = true;
        if (when == When.AFTER) {
            call.make();
        }
        throw new Happens();
    }
}
