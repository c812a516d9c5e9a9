package io.github.batchferry.crash;

import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.request.endpoint.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A provider that has sold nothing yet, and a directory for one job. */
final class Stage implements AutoCloseable {
    final Path job;
    final Phase phase;
    private final Emulator emulator;
    private final Client client;

    Stage(Path directory, Phase phase, World world) {
        job = directory.resolve("job");
        this.phase = phase;
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("provider"))
                .withClock(new SharedTime(time(job), () -> {}, () -> {}))
                .withWorld(world));
        client = new Client(emulator.url(), time(job));
    }

    /** Where the time stands in which a job and its provider live. */
    static Path time(Path job) {
        return job.resolveSibling("time");
    }

    String url() {
        return emulator.url();
    }

    Bill bill() {
        return client.bill;
    }

    void awaitEnds() {
        client.awaitEnds();
    }

    Duration waited() {
        return client.waited();
    }

    void fault(String script) {
        client.bill.fault(script);
    }

    Driver play(Client.Act act) throws IOException {
        return play(act, Steps.UNHINDERED);
    }

    Driver play(Client.Act act, Steps steps) throws IOException {
        return client.play(act, phase, job, steps);
    }

    /** A driver that writes and dies there, and what it bought comes as far as it can in no time. */
    void dies(String step, Edge edge) throws IOException {
        try {
            play((driver, bill) -> driver.write(), Death.atFirst(step, edge));
        } catch (Death.Killed killed) {
            bill().settle();
            return;
        }
        throw new AssertionError("the driver never came to " + step);
    }

    /** What no driver may do. */
    void buyAgain() {
        for (Bill.Bought bought : bill().batches()) {
            client.api.create(
                    new CreateBatch(bought.inputFile(), Endpoints.CHAT_COMPLETIONS.path(), "24h", Map.of(), null));
        }
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
