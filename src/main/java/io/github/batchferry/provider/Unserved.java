package io.github.batchferry.provider;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose batches have another shape.
 *
 * @param reason completes a sentence of which the provider is the subject
 * @param gateway the provider that brings it into our shape, null where there is none
 */
record Unserved(String name, String reason, @Nullable String gateway, String source) {
    static final List<Unserved> ALL = List.of(ProviderFile.read("refused.json", Unserved[].class));

    static Optional<Unserved> named(String name) {
        return ALL.stream().filter(one -> one.name.equals(name)).findFirst();
    }
}
