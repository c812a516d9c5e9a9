package io.github.batchferry.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * What a driver does to the world, step by step: each call of the store and of the API, and in their streams each
 * write and each close. Somebody may stand in between.
 */
interface Steps {
    Steps UNHINDERED = (name, call) -> call.make();

    /** They touch neither disk nor network. */
    Set<String> STILL =
            Set.of("location", "qualified", "atomicCreate", "createTimeout", "toString", "hashCode", "equals");

    /** This one stands before the other one. */
    default Steps before(Steps other) {
        return (name, call) -> step(name, () -> other.step(name, call));
    }

    /** @param name such as {@code BatchApi.create} or {@code JobStore.create.write} */
    Object step(String name, Call call) throws Throwable;

    /** The same object, each of whose calls is a step. */
    default <T> T through(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    String name = port.getSimpleName() + "." + method.getName();
                    Object[] stepwise = Streams.stepwise(this, name, arguments);
                    Call call = () -> {
                        try {
                            return method.invoke(real, stepwise);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    };
                    return STILL.contains(method.getName())
                            ? call.make()
                            : Streams.stepwise(this, name, step(name, call));
                }));
    }

    @FunctionalInterface
    interface Call {
        Object make() throws Throwable;
    }
}
