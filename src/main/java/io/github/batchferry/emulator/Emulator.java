package io.github.batchferry.emulator;

import com.sun.net.httpserver.HttpServer;
import io.github.batchferry.UserException;
import io.github.batchferry.emulator.answer.BuiltInResponder;
import io.github.batchferry.emulator.answer.Responder;
import io.github.batchferry.emulator.answer.UpstreamResponder;
import io.github.batchferry.emulator.dialect.Ways;
import io.github.batchferry.emulator.fault.Faults;
import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Calls;
import io.github.batchferry.emulator.wire.Ids;
import io.github.batchferry.emulator.wire.Keys;
import io.github.batchferry.emulator.world.Manners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A running server of the Files and Batches API. Its whole state stands in its data directory, so that it goes on where
 * it ended, however it ended. Its threads do not keep the process alive.
 */
public final class Emulator implements AutoCloseable {
    private static final int REQUEST_THREADS = 64;
    private static final int BACKLOG = 1024;

    private final DirectoryLock lock;
    private final State state;
    private final Responder responder;
    private final String base;
    private final Engine engine;
    private final HttpServer http;
    private final ExecutorService requests = Executors.newFixedThreadPool(REQUEST_THREADS, Engine.daemon("request"));

    private Emulator(EmulatorConfig config, DirectoryLock lock) throws IOException {
        Path directory = config.dataDirectory();
        this.lock = lock;
        this.state = new State(new Journal(directory.resolve("journal.jsonl")));
        Contents contents = new Contents(directory.resolve("files"));
        FileKeeper keeper = new FileKeeper(state, contents, config.clock());
        keeper.sweep();
        Ledger ledger = new Ledger(directory.resolve("ledger"));
        Faults faults = new Faults();
        Ways ways = config.dialect().ways();
        this.base = ways.base();
        Ids ids = new Ids(ways.ids(), config.seed(), state.starts());
        this.responder = config.upstream() == null
                ? new BuiltInResponder(Json.MAPPER, config.endpoints(), config.clock())
                : new UpstreamResponder(Json.MAPPER, config.upstream(), config.upstreamConcurrency());
        Admission admission =
                new Admission(state, contents, config.limits(), config.endpoints(), ways.slack(), config.clock());
        Manners manners = config.world().begin();
        Sight sight = new Sight(state, contents, config.clock());
        Work work = new Work(config, state, contents, keeper, admission, ledger, faults, ids, responder, manners);
        Lifecycle lifecycle = new Lifecycle(config, state, keeper, admission, work);
        this.engine = new Engine(state, lifecycle, keeper);
        Calls calls = new Calls();
        Routes routes = new Routes(
                new Keys(config.projects()),
                new FilesApi(state, contents, keeper, ids, ways, config.clock(), manners, sight),
                new BatchesApi(
                        state,
                        contents,
                        lifecycle,
                        faults,
                        config.limits(),
                        config.endpoints(),
                        ways,
                        ids,
                        config.clock(),
                        manners,
                        sight),
                new VideosApi(config.clock()),
                new ControlApi(
                        directory,
                        state,
                        new LedgerView(state, ledger, lifecycle::isDue),
                        faults,
                        calls,
                        config.world()),
                calls,
                new Encounter(manners, sight));
        this.http = listen(config.port());
        http.setExecutor(requests);
        http.createContext("/", new Server(routes, faults, ids, config.dialect().interpreter()));
    }

    /**
     * Starts a server. The caller closes it.
     *
     * @throws UserException where the data directory is served already, or the port is taken
     */
    public static Emulator start(EmulatorConfig config) {
        return tryStart(config)
                .orElseThrow(() -> new UserException("Another emulator serves " + config.dataDirectory()
                        + " already. Stop it, or give this one a directory of its own."));
    }

    /**
     * A server of this directory, whoever runs it: one that lives already, in this process or another, or else a new
     * one in this process. Closing it lets go of it; the server ends when the last one in its process has let go.
     */
    public static EmbeddedEmulator embedded(Path dataDirectory) {
        return EmbeddedEmulator.of(dataDirectory);
    }

    /** The base URL, such as {@code http://127.0.0.1:4010/v1}. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + base;
    }

    /** Ends the server. Batches that are open go on with the next start. */
    @Override
    public void close() {
        try {
            http.stop(0);
            requests.shutdownNow();
            engine.close();
            responder.close();
            state.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty where somebody else serves the directory. */
    static Optional<Emulator> tryStart(EmulatorConfig config) {
        try {
            Files.createDirectories(config.dataDirectory());
            Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(config.dataDirectory());
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(started(config, lock.get()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start an emulator on " + config.dataDirectory(), e);
        }
    }

    private static Emulator started(EmulatorConfig config, DirectoryLock lock) throws IOException {
        try {
            Emulator emulator = new Emulator(config, lock);
            emulator.http.start();
            emulator.engine.start();
            lock.publish(emulator.url());
            return emulator;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static HttpServer listen(int port) throws IOException {
        // read once by the JDK's server: without it each answer in two writes waits for a delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (BindException e) {
            throw new UserException("Port " + port + " is taken. Choose another one, or 0 for any free one.", e);
        }
    }
}
