package io.github.batchferry.crash;

import io.github.batchferry.job.LimitTerms.OnDoubt;
import java.io.IOException;
import java.util.List;

/**
 * A stretch of a job's life that a driver can die in.
 *
 * @param faults of the provider, as a fault script
 * @param before how the job comes to where the stretch begins
 * @param act what the driver does that dies
 * @param after what the next driver does
 */
record Phase(String name, OnDoubt onDoubt, String faults, Scene before, Client.Act act, Client.Act after) {
    static final Rows ROWS = Rows.of(2, 3);
    static final List<Phase> ALL = List.of(
            phase("write", OnDoubt.HOLD, stage -> {}, (driver, bill) -> driver.write()),
            phase("write-fence", OnDoubt.FENCE, stage -> {}, (driver, bill) -> driver.write()),
            phase("adopt", OnDoubt.HOLD, stage -> stage.dies("BatchApi.create", Edge.AFTER), Phase::goOn),
            phase("hold", OnDoubt.HOLD, stage -> stage.dies("BatchApi.create", Edge.BEFORE), Phase::goOn),
            phase("fence", OnDoubt.FENCE, stage -> stage.dies("BatchApi.create", Edge.BEFORE), Phase::goOn),
            phase("resolve-not-bought", OnDoubt.HOLD, Phase::holds, Driver::resolve),
            phase("resolve-bought", OnDoubt.HOLD, Phase::holdsWhatWasBought, Driver::resolve),
            phase("collect", OnDoubt.HOLD, Phase::isBought, Phase::goOn));

    static Phase named(String name) {
        return ALL.stream()
                .filter(phase -> phase.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no phase is called " + name));
    }

    private static Phase phase(String name, OnDoubt onDoubt, Scene before, Client.Act act) {
        return new Phase(name, onDoubt, "{}", before, act, Driver::finish);
    }

    private static void goOn(Driver driver, Bill bill) {
        driver.await();
    }

    private static void isBought(Stage stage) throws IOException {
        stage.play((driver, bill) -> driver.write());
        stage.bill().awaitEnds();
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
