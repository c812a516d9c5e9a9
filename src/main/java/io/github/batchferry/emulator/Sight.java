package io.github.batchferry.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.line.Lines;
import io.github.batchferry.emulator.wire.Keys;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.world.Call;
import io.github.batchferry.emulator.world.Look;
import io.github.batchferry.emulator.world.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a world may know of the truth. */
final class Sight {
    private static final String CREATE = "POST /v1/batches";

    private final State state;
    private final Contents contents;
    private final Clock clock;

    Sight(State state, Contents contents, Clock clock) {
        this.state = state;
        this.contents = contents;
        this.clock = clock;
    }

    static boolean isCreate(String shape) {
        return shape.equals(CREATE);
    }

    /** @param body of a create; of no interest otherwise */
    Call call(Request request, String project, String shape, byte[] body) {
        List<String> path = request.path();
        String id = path.size() > 2 ? path.get(2) : "";
        JsonNode json = isCreate(shape) ? parsed(body) : MissingNode.getInstance();
        String fileId = isCreate(shape) ? json.path("input_file_id").asText() : id;
        long now = clock.millis();
        return new Call(
                shape,
                id,
                String.valueOf(Keys.key(request)),
                json,
                state.file(project, fileId, now).map(this::stored).orElse(null),
                state.batch(project, id).map(this::look).orElse(null),
                now);
    }

    Look look(BatchRecord batch) {
        Progress progress = batch.progress();
        KeptFile output = progress.output();
        return new Look(
                batch.id(),
                progress.status(),
                batch.order().createdAt(),
                progress.isTerminal() ? progress.since(progress.status()) : null,
                progress.counts().completed(),
                output == null ? null : output.id(),
                clock.millis(),
                () -> firstLine(batch.order().inputFileId()));
    }

    Stored stored(KeptFile file) {
        return new Stored(file.id(), file.createdAt(), batch(file), () -> firstLine(file.id()));
    }

    private @Nullable Look batch(KeptFile file) {
        String name = file.filename();
        int end = file.isResult() ? name.lastIndexOf('_') : -1;
        Optional<BatchRecord> batch = end < 0 ? Optional.empty() : state.batch(name.substring(0, end));
        return batch.map(this::look).orElse(null);
    }

    private String firstLine(String fileId) {
        try (Lines lines = new Lines(contents.path(fileId))) {
            return lines.next()
                    ? new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
