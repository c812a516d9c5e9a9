package io.github.batchferry.provider;

import java.util.Set;

/**
 * The parameters that refusals name, in lower case.
 *
 * @param line fields of a line
 * @param file names of the input file
 * @param create fields of {@code POST /batches}
 */
record RefusalParams(Set<String> line, Set<String> file, Set<String> create) {
    static final RefusalParams KNOWN = new RefusalParams(
            Set.of("custom_id", "method", "url", "body", "model"),
            Set.of("input_file_id", "file_id", "file"),
            Set.of("input_file_id", "file_id", "endpoint", "completion_window", "metadata", "output_expires_after"));

    RefusalParams {
        line = Set.copyOf(line);
        file = Set.copyOf(file);
        create = Set.copyOf(create);
    }
}
