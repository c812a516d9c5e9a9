package io.github.batchferry.job;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends a driver right before it changes the world: nothing that it does later reaches anybody, in no finally either. */
final class Death implements Steps {
    private static final String PURCHASE = "BatchApi.create";
    private static final Set<String> CHANGES = Set.of(
            "JobStore.createIfAbsent",
            "JobStore.create",
            "JobStore.replace",
            "JobStore.delete",
            "BatchApi.upload",
            "BatchApi.deleteFile",
            "BatchApi.cancel",
            PURCHASE);

    private final Set<String> counted;
    private int left;
    private boolean came;
    private @Nullable Call onTheWay;

    private Death(Set<String> counted, int left) {
        this.counted = counted;
        this.left = left;
    }

    /** @param change from 0 */
    static Death beforeChange(int change) {
        return new Death(CHANGES, change);
    }

    /** The driver dies as it sends its first purchase, which arrives when {@link #deliver} is called. */
    static Death withItsPurchaseOnTheWay() {
        return new Death(Set.of(PURCHASE), 0);
    }

    @Override
    public Object step(String name, Call call) throws Throwable {
        if (!came && (!counted.contains(name) || left-- > 0)) {
            return call.make();
        }
        if (!came && name.equals(PURCHASE)) {
            onTheWay = call;
        }
        came = true;
        throw new Killed();
    }

    boolean came() {
        return came;
    }

    /** Lets the purchase arrive, if one is on its way. */
    void deliver() {
        Call late = onTheWay;
        onTheWay = null;
        if (late != null) {
            try {
                late.make();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }

    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
