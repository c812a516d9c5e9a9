package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.dialect.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks the dialect of one test. */
abstract class DialectFixture {
    static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock();
    DialectClient client;
    EmulatorControl control;
    private @Nullable Emulator emulator;

    void speak(String name) {
        speak(name, Pace.AT_ONCE);
    }

    void speak(String name, Pace pace) {
        start(config(Dialect.named(name, 0)).withPace(pace));
    }

    EmulatorConfig config(Dialect dialect) {
        return EmulatorConfig.at(directory).withClock(clock).withDialect(dialect);
    }

    void start(EmulatorConfig config) {
        Emulator started = Emulator.start(config);
        emulator = started;
        client = new DialectClient(started.url(), "sk-test", config.dialect().names());
        control = new EmulatorControl(started.url(), "sk-test");
    }

    @AfterEach
    void stop() {
        if (emulator != null) {
            emulator.close();
        }
    }

    String url() {
        return Objects.requireNonNull(emulator).url();
    }

    /** The id of a file of which a batch can be made. */
    String uploaded(String lines) throws IOException {
        String file = client.upload(lines);
        clock.advance(Duration.ofSeconds(2));
        return file;
    }

    JsonNode run(String lines, String endpoint) throws IOException {
        return client.awaitEnd(
                client.created(uploaded(lines), endpoint).path("id").asText());
    }

    /** One line of the server's bill for each executed request. */
    List<JsonNode> bill() throws IOException {
        return StreamSupport.stream(
                        client.get("/emulator/ledger").json().path("lines").spliterator(), false)
                .toList();
    }
}
