package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.RequestCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as others than OpenAI write them, each with its source, and what is read from them. */
class DialectsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dialects");
    private static final Wording WORDS =
            Wording.of(new Request.Builder().url("https://api.example.com/v1").build());

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anAnswerOfADialectIsReadAsOneOfOpenAis(Path fixture) throws IOException {
        JsonNode told = Json.MAPPER.readTree(fixture.toFile());

        assertThat(told.path("source").asText()).isNotBlank();
        for (JsonNode answer : told.path("answers")) {
            ObjectNode read = answer.path("of").asText().equals("file")
                    ? file(Nouns.file(answer.path("answer"), WORDS))
                    : batch(Nouns.batch(answer.path("answer"), WORDS));
            answer.path("reads")
                    .properties()
                    .forEach(expected -> assertThat(read.get(expected.getKey()))
                            .as("%s of %s", expected.getKey(), answer.path("answer"))
                            .isEqualTo(expected.getValue()));
        }
    }

    private static ObjectNode file(RemoteFile file) throws IOException {
        return asRead(Json.MAPPER
                .createObjectNode()
                .put("id", file.id())
                .put("status", file.status())
                .put("createdAt", file.createdAt()));
    }

    private static ObjectNode batch(Batch batch) throws IOException {
        return asRead(Json.MAPPER
                .createObjectNode()
                .put("id", batch.id())
                .put("status", batch.status().value())
                .put("ended", batch.status().isTerminal())
                .put("inputFileId", batch.inputFileId())
                .put("outputFileId", batch.outputFileId())
                .put("errorFileId", batch.errorFileId())
                .put("createdAt", batch.createdAt())
                .put("counts", counts(batch.counts()))
                .put(
                        "errors",
                        batch.errors().stream()
                                .map(error -> error.code() + "/" + error.line())
                                .collect(Collectors.joining(" "))));
    }

    private static @Nullable String counts(@Nullable RequestCounts counts) {
        return counts == null ? null : counts.total() + "/" + counts.completed() + "/" + counts.failed();
    }

    /** Numbers as a reader of JSON makes them. */
    private static ObjectNode asRead(ObjectNode node) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(node.toString());
    }
}
