package io.github.batchferry.store;

/** What to throw where a file is not what was written. */
@FunctionalInterface
public interface Damage {
    /** @param how what is wrong, to follow the name of the file: {@code the bytes … do not match their checksum} */
    RuntimeException of(String how);
}
