package io.github.batchferry.emulator.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints that a batch may name. */
public record ServedEndpoints(List<ServedEndpoint> all) {
    /** In the order in which the documentation names them. */
    public static final ServedEndpoints DOCUMENTED = new ServedEndpoints(List.of(
            new ServedResponses(),
            new ServedChat(),
            new ServedEmbeddings(),
            new ServedCompletions(),
            new ServedModerations(),
            new ServedImages(),
            new ServedImageEdits(),
            new ServedVideos()));

    public ServedEndpoints {
        all = List.copyOf(all);
    }

    public ServedEndpoints with(ServedEndpoint another) {
        return new ServedEndpoints(
                Stream.concat(all.stream(), Stream.of(another)).toList());
    }

    public List<String> paths() {
        return all.stream().map(ServedEndpoint::path).toList();
    }

    public Optional<ServedEndpoint> find(String path) {
        return all.stream().filter(endpoint -> endpoint.path().equals(path)).findFirst();
    }
}
