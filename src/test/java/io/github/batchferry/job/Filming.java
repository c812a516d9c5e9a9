package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.join.JoinTask;
import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.join.JoinedRows;
import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.join.Snapshot;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A job whose answers have files, and what its reader sees of them. */
public final class Filming implements AutoCloseable {
    static final String CONTENT = "GET /v1/videos/*/content";

    public final Bench bench;
    private final RequestTemplate template;
    private final OutputSpec output;

    private Filming(Path directory, String endpoint, String model, Map<String, String> constants) {
        bench = new Bench(directory);
        template = new RequestTemplate(
                endpoint, RequestForm.PROMPT, "prompt", model, null, null, new LinkedHashMap<>(constants));
        output = template.endpoint().output(RequestForm.PROMPT, Map.of()).saved();
    }

    static Filming videos(Path directory) {
        return new Filming(directory, "/v1/videos", "sora-2", Map.of());
    }

    /** Two images a row. */
    public static Filming images(Path directory) {
        return new Filming(directory, "/v1/images/generations", "gpt-image-2", Map.of("n", "2"));
    }

    /** A row of a reader. */
    record Shown(String status, List<ShownAsset> assets) {
        String path() {
            return assets.get(0).path();
        }

        String problem() {
            return assets.get(0).problem();
        }
    }

    /** Rows with the ids {@code r0}, {@code r1}, …, bought in one batch that has ended. */
    public Filming bought(int rows) throws IOException {
        WriteDraft draft = new WriteDraft(
                "w",
                SealCondition.WRITE_ID_IS_NEW,
                "w",
                "{}",
                "3.5.9",
                template,
                output,
                "id",
                "",
                Sample.CONNECTION,
                Sample.PURCHASE,
                bench.limits);
        List<String> ids = IntStream.range(0, rows).mapToObj(row -> "r" + row).toList();
        assertThat(new Sealer(bench.job(), draft).seal(List.of(Bench.staged(bench.store, draft, 0, ids))))
                .isEmpty();
        bench.advance().advance();
        bench.provider.awaitEnds();
        return this;
    }

    public AnswerRules rules() {
        return AnswerRules.of(Endpoints.of(template.endpointPath()).orElseThrow(), output);
    }

    /** In the order of the rows. */
    List<Shown> rows() throws IOException {
        List<Shown> shown = new ArrayList<>();
        for (JoinTask task : Snapshot.of(bench.job().state()).tasks(1)) {
            try (JoinedRows rows = new JoinedRows(bench.store, rules(), Extent.LINE, task)) {
                for (JoinedRow row = rows.next(); row != null; row = rows.next()) {
                    shown.add(new Shown(row.status().word(), row.assets()));
                }
            }
        }
        return shown;
    }

    /** All files under {@code assets/}, but for the indexes. */
    List<String> files() throws IOException {
        Path assets = Path.of(bench.store.location()).resolve("assets");
        if (!Files.exists(assets)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(assets)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "file:" + file)
                    .filter(file -> !file.endsWith(".index"))
                    .sorted()
                    .toList();
        }
    }

    List<String> paths() throws IOException {
        return rows().stream()
                .flatMap(row -> row.assets().stream())
                .map(ShownAsset::path)
                .filter(path -> path != null)
                .sorted()
                .toList();
    }

    static byte[] read(String path) throws IOException {
        return Files.readAllBytes(Path.of(path.substring("file:".length())));
    }

    int downloads() {
        return bench.provider.calls(CONTENT);
    }

    @Override
    public void close() {
        bench.close();
    }
}
