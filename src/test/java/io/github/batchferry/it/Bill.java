package io.github.batchferry.it;

/**
 * What the server would write on its bill.
 *
 * @param batches accepted, paid or not
 * @param requests executed and paid
 * @param different how many different bodies among them
 * @param mostOfOne how often the body was paid that was paid most often
 */
record Bill(long batches, long requests, long different, long mostOfOne) {}
