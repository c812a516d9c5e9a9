package io.github.batchferry.cost;

/** Counts the tokens of a text as this model would. */
@FunctionalInterface
interface TokenCounter {
    int count(String model, String text);
}
