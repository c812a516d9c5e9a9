package io.github.batchferry.crash;

import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Kills whole processes. A few stand ready, since starting one takes longest. */
final class Forked implements Case.Killing, AutoCloseable {
    private final BlockingQueue<Child> ready = new LinkedBlockingQueue<>();
    private final String[] flags;

    Forked(int ahead, String... flags) {
        this.flags = flags;
        for (int i = 0; i < ahead; i++) {
            ready.add(Child.start(flags));
        }
    }

    /** With an archive of the classes that such a process loads, where Java can make one: half the time of a start. */
    static Forked archived(int ahead, Path directory) throws IOException {
        Path archive = directory.resolve("classes.jsa");
        Case alive = new Case(Phase.ALL.get(0), World.DOCUMENTED, Integer.MAX_VALUE, Edge.BEFORE);
        try (Stage stage = new Stage(directory.resolve("archive"), alive.phase(), alive.world());
                Child child = Child.start("-XX:ArchiveClassesAtExit=" + archive)) {
            child.plays(stage, alive);
        }
        return Files.exists(archive)
                ? new Forked(ahead, "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off")
                : new Forked(ahead);
    }

    @Override
    public boolean kills(Stage stage, Case what) throws IOException {
        ready.add(Child.start(flags));
        try (Child child = ready.remove()) {
            return child.plays(stage, what);
        }
    }

    @Override
    public void close() {
        ready.forEach(Child::close);
    }
}
