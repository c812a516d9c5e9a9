package io.github.batchferry.crash;

/** On which side of a step a driver ends. */
enum Edge {
    BEFORE,
    AFTER
}
