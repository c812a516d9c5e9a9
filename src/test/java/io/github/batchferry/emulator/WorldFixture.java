package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes the freedoms of one test. */
abstract class WorldFixture {
    static final String CHAT = "/v1/chat/completions";
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock();
    EmulatorClient client;
    private @Nullable Emulator emulator;

    void world(String names) {
        world(World.named(names), Pace.AT_ONCE);
    }

    void world(World world, Pace pace) {
        emulator = Emulator.start(
                EmulatorConfig.at(directory).withClock(clock).withWorld(world).withPace(pace));
        client = new EmulatorClient(emulator);
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

    String upload(int lines) throws IOException {
        return client.upload(EmulatorClient.chatLines(lines));
    }

    EmulatorClient.Answer create(String file) throws IOException {
        return client.post(
                "batches",
                "{\"input_file_id\":\"%s\",\"endpoint\":\"%s\",\"completion_window\":\"24h\",\"metadata\":{\"job\":\"a\"}}"
                        .formatted(file, CHAT));
    }

    /** A batch of so many lines, whose end the server's own bill knows. */
    String ended(int lines) throws IOException {
        String id = create(upload(lines)).json().path("id").asText();
        ends(id);
        return id;
    }

    void ends(String id) throws IOException {
        truth(id, ENDS::contains);
    }

    /** Waits until the batch's true status is such; the ledger is in no world. */
    String truth(String id, Predicate<String> status) throws IOException {
        long end = System.nanoTime() + 20_000_000_000L;
        String last = "";
        while (System.nanoTime() < end) {
            for (JsonNode batch : client.ledger().path("batches")) {
                last = batch.path("batch_id").asText().equals(id)
                        ? batch.path("status").asText()
                        : last;
            }
            if (status.test(last)) {
                return last;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("still " + last);
    }

    void later(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.path("data").spliterator(), false)
                .map(batch -> batch.path("id").asText())
                .toList();
    }

    JsonNode list() throws IOException {
        return client.get("batches?limit=100").json();
    }

    JsonNode listed(String id) throws IOException {
        for (JsonNode batch : list().path("data")) {
            if (batch.path("id").asText().equals(id)) {
                return batch;
            }
        }
        throw new AssertionError(id + " is not listed");
    }

    /** All ids that the pages show, in their order, by {@code last_id} or else the last entry. */
    List<String> paged(int most) throws IOException {
        List<String> ids = new ArrayList<>();
        String after = "";
        for (int pages = 0; pages < most; pages++) {
            JsonNode page = client.get("batches?limit=100" + after).json();
            ids.addAll(ids(page));
            if (!page.path("has_more").asBoolean()) {
                break;
            }
            String last = page.path("last_id").asText("");
            after = "&after=" + (page.path("last_id").isNull() ? ids.get(ids.size() - 1) : last);
        }
        return ids;
    }

    int executed() throws IOException {
        return client.ledgerSummary().path("lines_executed").asInt();
    }

    int accepted() throws IOException {
        return client.ledgerSummary().path("batches_accepted").asInt();
    }
}
