package io.github.batchferry.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For each test a server of its own and a directory for its jobs, what a user would type to reach both, and what the
 * server says was paid: that, not our own ledger, is what the tests believe.
 */
final class Rehearsal implements BeforeEachCallback, AfterEachCallback {
    static final String KEY = "sk-rehearsal-0123456789abcdef";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path directory = Path.of("");
    private Emulator emulator;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("batchferry");
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("emulator")));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        emulator.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    String url() {
        return emulator.url();
    }

    Path directory() {
        return directory;
    }

    String job(String name) {
        return directory.resolve(name).toString();
    }

    /** A write that asks a model, to be varied and saved. */
    DataFrameWriter<Row> write(Dataset<Row> rows) {
        return writeWithoutModel(rows).option("model", "gpt-6-luna");
    }

    DataFrameWriter<Row> writeWithoutModel(Dataset<Row> rows) {
        return writeWithoutKey(rows).option("apiToken", KEY);
    }

    DataFrameWriter<Row> writeWithoutKey(Dataset<Row> rows) {
        return rows.write().format("openai-batch").option("baseUrl", url());
    }

    /** A read that waits for all answers. */
    DataFrameReader read() {
        return SparkExtension.session()
                .read()
                .format("openai-batch")
                .option("apiToken", KEY)
                .option("pollInterval", "100ms");
    }

    Dataset<Row> results(String job) {
        return read().load(job);
    }

    Bill bill() {
        JsonNode summary = json(call("GET", "/emulator/ledger?view=summary", null));
        return new Bill(
                summary.path("batches_accepted").asLong(),
                summary.path("lines_purchased").asLong(),
                summary.path("distinct_bodies").asLong(),
                summary.path("max_purchases_per_body").asLong());
    }

    /** Until no batch at the server moves any more by itself. */
    void awaitEnds() {
        List<String> ends = List.of("completed", "failed", "expired", "cancelled");
        while (StreamSupport.stream(
                        json(call("GET", "/v1/batches?limit=100", null))
                                .path("data")
                                .spliterator(),
                        false)
                .anyMatch(batch -> !ends.contains(batch.path("status").asText()))) {
            Thread.onSpinWait();
        }
    }

    /** Calls to the API so far, all kinds together. */
    long calls() {
        return sum(json(call("GET", "/emulator/calls", null)));
    }

    /** How many calls of one kind came, such as {@code POST /v1/batches}. */
    long calls(String shape) {
        return json(call("GET", "/emulator/calls", null)).path(shape).asLong();
    }

    void fault(String script) {
        call("POST", "/emulator/faults", script);
    }

    void noMoreFaults() {
        call("DELETE", "/emulator/faults", null);
    }

    /** From here on batches are accepted, and nothing of them is executed before {@link #release}. */
    void keepBatchesOpen() {
        fault("{\"batches\": [{\"times\": -1, \"stay\": {\"status\": \"validating\"}}]}");
    }

    /** Lets batches go on that were kept open, and later ones too. */
    void release() {
        noMoreFaults();
        call("POST", "/emulator/release", "");
    }

    /** All batches, the oldest first, as the API shows them. */
    List<JsonNode> batches() {
        List<JsonNode> batches = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = json(call("GET", "/v1/batches?limit=100" + after, null));
            page.path("data").forEach(batch -> batches.add(0, batch));
            after = "&after=" + page.path("last_id").asText();
        } while (page.path("has_more").asBoolean());
        return batches;
    }

    /** The number of requests of each batch, the oldest batch first. */
    List<Integer> batchSizes() {
        return batches().stream()
                .map(batch -> batch.path("request_counts").path("total").asInt())
                .toList();
    }

    /** The uploaded input files that are still there, the oldest first. */
    List<JsonNode> inputFiles() {
        JsonNode files =
                json(call("GET", "/v1/files?purpose=batch&order=asc", null)).path("data");
        return StreamSupport.stream(files.spliterator(), false).toList();
    }

    /** The uploaded images, the oldest first. */
    List<JsonNode> images() {
        JsonNode files =
                json(call("GET", "/v1/files?purpose=vision&order=asc", null)).path("data");
        return StreamSupport.stream(files.spliterator(), false).toList();
    }

    String content(JsonNode file) {
        return call("GET", "/v1/files/" + file.path("id").asText() + "/content", null);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url()).resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + KEY)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }
}
