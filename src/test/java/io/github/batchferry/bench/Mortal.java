package io.github.batchferry.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * The fate of a driver: it dies before or after one of its calls, and whatever it still tries reaches nobody. For one
 * driver, on one thread.
 */
final class Mortal {
    private static final Set<String> HARMLESS =
            Set.of("location", "atomicCreate", "createTimeout", "close", "toString");

    private final int lastCall;
    private final Moment moment;
    private int calls;
    private boolean dead;

    enum Moment {
        BEFORE,
        AFTER
    }

    /** @param lastCall from 1; 0 for never */
    Mortal(int lastCall, Moment moment) {
        this.lastCall = lastCall;
        this.moment = moment;
    }

    /** The same port, on which every call counts. */
    <T> T guard(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (self, method, given) -> step(real, method, given)));
    }

    private Object step(Object real, Method method, Object[] given) throws Throwable {
        if (HARMLESS.contains(method.getName())) {
            return call(real, method, given);
        }
        if (dead) {
            throw new Death();
        }
        dead = ++calls == lastCall;
        if (dead && moment == Moment.BEFORE) {
            throw new Death();
        }
        Object answer = call(real, method, given);
        if (dead) {
            throw new Death();
        }
        return answer;
    }

    private static Object call(Object real, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** No exception that anybody handles. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the driver died", null, false, false);
        }
    }
}
