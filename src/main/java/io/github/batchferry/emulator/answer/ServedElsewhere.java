package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An endpoint at other paths. */
final class ServedElsewhere implements ServedEndpoint {
    private final ServedEndpoint endpoint;
    private final List<String> paths;

    /** @param paths the first one is what it calls itself */
    ServedElsewhere(ServedEndpoint endpoint, List<String> paths) {
        this.endpoint = endpoint;
        this.paths = List.copyOf(paths);
    }

    @Override
    public String path() {
        return paths.get(0);
    }

    @Override
    public Set<String> paths() {
        return Set.copyOf(paths);
    }

    @Override
    public String title() {
        return endpoint.title();
    }

    @Override
    public List<String> required() {
        return endpoint.required();
    }

    @Override
    public Optional<String> countedField() {
        return endpoint.countedField();
    }

    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        return endpoint.answer(body, now);
    }

    @Override
    public List<String> files(JsonNode body) {
        return endpoint.files(body);
    }

    @Override
    public void setText(ObjectNode answer, String text) {
        endpoint.setText(answer, text);
    }

    @Override
    public void end(ObjectNode answer, Ending ending) {
        endpoint.end(answer, ending);
    }
}
