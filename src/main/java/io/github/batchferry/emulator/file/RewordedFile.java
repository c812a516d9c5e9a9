package io.github.batchferry.emulator.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A result file whose lines are said in other words. What is no JSON is left as it is. */
public final class RewordedFile implements ResultFile {
    private final ResultFile file;
    private final Consumer<ObjectNode> words;

    public RewordedFile(ResultFile file, Consumer<ObjectNode> words) {
        this.file = file;
        this.words = words;
    }

    @Override
    public void add(byte[] line) throws IOException {
        if (!(parsed(line) instanceof ObjectNode object)) {
            file.add(line);
            return;
        }
        words.accept(object);
        byte[] reworded = Json.bytes(object);
        if (line[line.length - 1] == '\r') {
            reworded = Arrays.copyOf(reworded, reworded.length + 1);
            reworded[reworded.length - 1] = '\r';
        }
        file.add(reworded);
    }

    @Override
    public void add(Order order, String customId, Answer answer) throws IOException {
        add(Json.bytes(ResultLine.answered(order, customId, answer)));
    }

    @Override
    public Optional<KeptFile> finish(Order order, String kind, long nowMillis, long expiresAt) throws IOException {
        return file.finish(order, kind, nowMillis, expiresAt);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static JsonNode parsed(byte[] line) throws IOException {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }
}
