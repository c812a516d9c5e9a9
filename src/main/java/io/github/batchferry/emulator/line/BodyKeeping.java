package io.github.batchferry.emulator.line;

/** What becomes of what was asked and answered. */
public enum BodyKeeping {
    /** It stays until its file is deleted or expires. */
    KEEP,
    /**
     * As little is kept as will do for a rehearsal of many millions of requests: some bytes a request. All goes on as
     * ever, validation, limits, statuses, scripted faults and restarts included, but of an ended batch these can no
     * longer be had:
     *
     * <ul>
     *   <li>the content of its input file, which is dropped as soon as nothing is made of it any more (404);
     *   <li>an answer to each request: all requests of a batch get the one that fits the first which was executed, so
     *       that result lines can be made again from their custom ids while they are downloaded. Lines that a fault has
     *       spoilt are kept as they are;
     *   <li>in {@code GET /emulator/ledger}, the number of an executed line in its file and the hash of its body; in
     *       its summary {@code distinct_bodies} and {@code max_purchases_per_body} are null. What was executed and
     *       purchased, how often and by which custom id, is told as ever.
     * </ul>
     *
     * It excludes an upstream server, whose answers would be lost.
     */
    FORGET
}
