package io.github.batchferry.notice;

/** Where one-line messages for people go: the driver's log, a terminal, a notebook. They hold no secrets and no prompts. */
@FunctionalInterface
public interface Notices {
    void say(String message);

    /** Says what somebody should look at. Where all messages look alike, this one looks like the others. */
    default void warn(String message) {
        say(message);
    }
}
