package io.github.batchferry.bench;

/** How a job is brought to its end. */
enum WorldWay {
    /** One process that waits. */
    AWAIT("await"),
    /** A new job and a new client for each look, nothing carried over. */
    CRON("advance, new each look"),
    /** The command line in a process of its own for each look. */
    PROCESS("advance, a process each look"),
    /** A waiting read by Spark. */
    READ("waiting read");

    final String text;

    WorldWay(String text) {
        this.text = text;
    }
}
