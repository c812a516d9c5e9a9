package io.github.batchferry.it;

/**
 * Where a task is.
 *
 * @param attempt of the task within its stage's attempt
 */
record Step(String name, int partition, int attempt, int stageAttempt) {
    String words() {
        return partition + " " + attempt + " " + stageAttempt + " " + name;
    }

    static Step of(String words) {
        String[] parts = words.split(" ", 4);
        return new Step(parts[3], Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    boolean ofDriver() {
        return partition < 0;
    }

    boolean isFirstTryOf(String step, int ofPartition) {
        return name.equals(step) && partition == ofPartition && attempt == 0 && stageAttempt == 0;
    }
}
