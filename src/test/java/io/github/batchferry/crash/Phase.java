package io.github.batchferry.crash;

import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import java.io.IOException;
import java.util.List;

/**
 * A stretch of a job's life that a driver can die in.
 *
 * @param asked of the server
 * @param before how the job comes to where the stretch begins
 * @param act what the driver does that dies
 * @param after what the next driver does
 */
record Phase(String name, OnDoubt onDoubt, Asked asked, Scene before, Client.Act act, Client.Act after) {
    static final Rows ROWS = Rows.of(2, 3);
    static final List<Phase> ALL = List.of(
            phase("write", OnDoubt.HOLD, stage -> {}, (driver, bill) -> driver.write()),
            phase("write-fence", OnDoubt.FENCE, stage -> {}, (driver, bill) -> driver.write()),
            phase("adopt", OnDoubt.HOLD, stage -> stage.dies("BatchApi.create", Edge.AFTER), Phase::goOn),
            phase("hold", OnDoubt.HOLD, stage -> stage.dies("BatchApi.create", Edge.BEFORE), Phase::goOn),
            phase("fence", OnDoubt.FENCE, stage -> stage.dies("BatchApi.create", Edge.BEFORE), Phase::goOn),
            phase("resolve-not-bought", OnDoubt.HOLD, Phase::holds, Driver::resolve),
            phase("resolve-bought", OnDoubt.HOLD, Phase::holdsWhatWasBought, Driver::resolve),
            phase("collect", OnDoubt.HOLD, Phase::isBought, Phase::goOn),
            phase("remainder", OnDoubt.HOLD, Phase::isHalfAnswered, Phase::goOn),
            new Phase("videos", OnDoubt.HOLD, Asked.VIDEOS, Phase::isBought, Phase::goOn, Driver::finish),
            new Phase(
                    "cancel",
                    OnDoubt.HOLD,
                    Asked.TEXTS,
                    Phase::isOpen,
                    (driver, bill) -> driver.cancel(),
                    Phase::cancelAndResume),
            new Phase(
                    "cancel-intent",
                    OnDoubt.HOLD,
                    Asked.TEXTS,
                    Phase::isIntended,
                    (driver, bill) -> driver.cancel(),
                    Phase::cancelAndResume),
            new Phase("resume", OnDoubt.HOLD, Asked.TEXTS, Phase::isCancelled, Phase::resume, Phase::resumeAndFinish));

    static Phase named(String name) {
        return ALL.stream()
                .filter(phase -> phase.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no phase is called " + name));
    }

    private static Phase phase(String name, OnDoubt onDoubt, Scene before, Client.Act act) {
        return new Phase(name, onDoubt, Asked.TEXTS, before, act, Driver::finish);
    }

    private static void goOn(Driver driver, Bill bill) {
        driver.await();
    }

    private static void isBought(Stage stage) throws IOException {
        stage.play((driver, bill) -> driver.write());
        stage.bill().settle();
    }

    /** One batch expired half way, and a line of the other one failed for now. */
    private static void isHalfAnswered(Stage stage) throws IOException {
        stage.fault("{\"batches\":[{\"nth\":1,\"expire\":0.5}],"
                + "\"lines\":[{\"metadata\":{\"batchferry_batch\":\"2\"},\"line\":2,\"times\":1,\"status\":429}]}");
        isBought(stage);
    }

    /** One batch runs, the other one has ended. */
    private static void isOpen(Stage stage) throws IOException {
        stage.fault("{\"batches\":[{\"nth\":1,\"stay\":{\"status\":\"in_progress\"}}]}");
        stage.play((driver, bill) -> driver.write());
        stage.bill().settle();
    }

    /** A purchase arrived and is not recorded; its batch runs. */
    private static void isIntended(Stage stage) throws IOException {
        stage.fault("{\"batches\":[{\"nth\":1,\"stay\":{\"status\":\"in_progress\"}}]}");
        stage.dies("BatchApi.create", Edge.AFTER);
    }

    private static void isCancelled(Stage stage) throws IOException {
        isOpen(stage);
        stage.play((driver, bill) -> driver.cancel());
    }

    /** Nothing more is bought before the job is told to go on. */
    private static void cancelAndResume(Driver driver, Bill bill) throws IOException {
        driver.seal();
        driver.cancel();
        int bought = bill.batches().size();
        driver.finish(bill);
        if (bill.batches().size() != bought || bill.batches().stream().anyMatch(batch -> !batch.hasEnded())) {
            throw new AssertionError("after a cancel: " + bill.batches());
        }
        resumeAndFinish(driver, bill);
    }

    private static void resumeAndFinish(Driver driver, Bill bill) throws IOException {
        driver.resume();
        driver.finish(bill);
    }

    private static void resume(Driver driver, Bill bill) {
        driver.resume();
        driver.await();
    }

    private static void holds(Stage stage) throws IOException {
        stage.dies("BatchApi.create", Edge.BEFORE);
        stage.play(Phase::goOn);
    }

    /** Whoever looks gets to see old lists only. */
    private static void holdsWhatWasBought(Stage stage) throws IOException {
        stage.fault("{\"batches\":[{\"hide\":{\"list\":1000,\"get\":0}}]}");
        stage.dies("BatchApi.create", Edge.AFTER);
        stage.play(Phase::goOn);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What stands before the driver that dies. */
    @FunctionalInterface
    interface Scene {
        void set(Stage stage) throws IOException;
    }
}
