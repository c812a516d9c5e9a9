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

    /** Those of these paths alone. */
    public ServedEndpoints only(List<String> paths) {
        return new ServedEndpoints(
                all.stream().filter(endpoint -> paths.contains(endpoint.path())).toList());
    }

    /** One of them at other paths, of which the first is what it calls itself. */
    public ServedEndpoints moved(String path, List<String> to) {
        return new ServedEndpoints(all.stream()
                .map(endpoint -> endpoint.path().equals(path) ? new ServedElsewhere(endpoint, to) : endpoint)
                .toList());
    }

    public List<String> paths() {
        return all.stream()
                .flatMap(endpoint -> Stream.concat(
                        Stream.of(endpoint.path()),
                        endpoint.paths().stream()
                                .filter(path -> !path.equals(endpoint.path()))
                                .sorted()))
                .toList();
    }

    public Optional<ServedEndpoint> find(String path) {
        return all.stream().filter(endpoint -> endpoint.paths().contains(path)).findFirst();
    }
}
