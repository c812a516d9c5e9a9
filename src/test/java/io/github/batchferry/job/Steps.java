package io.github.batchferry.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** What a driver does to the world, call by call: to the store and to the API. Somebody may stand in between. */
interface Steps {
    Steps UNHINDERED = (name, call) -> call.make();

    /** @param name such as {@code BatchApi.create} */
    Object step(String name, Call call) throws Throwable;

    /** The same object, each of whose calls is a step. */
    default <T> T through(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> step(type.getSimpleName() + "." + method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }

    @FunctionalInterface
    interface Call {
        Object make() throws Throwable;
    }
}
