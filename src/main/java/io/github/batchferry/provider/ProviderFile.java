package io.github.batchferry.provider;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider, with where it stands; one file of the jar.
 *
 * @param sources by the keys that facts name
 * @param baseUrlForm what the user gives where there is no {@code baseUrl}
 * @param price what a batch costs, as a part of the price in real time
 * @param quirks with their sources
 */
record ProviderFile(
        String name,
        String title,
        Map<String, String> sources,
        Fact<String> baseUrl,
        @Nullable String baseUrlForm,
        Fact<String> token,
        Fact<String> authHeader,
        Fact<UploadPlace> upload,
        Fact<WindowRange> window,
        Fact<Integer> requests,
        Fact<Long> fileBytes,
        Fact<Double> price,
        Fact<List<String>> endpoints,
        Fact<FileExpiry> fileExpiry,
        Map<Quirk, String> quirks,
        List<Fact<String>> notes) {
    /** In the order of the documentation. */
    static final List<String> NAMES = List.of(
            "openai",
            "azure",
            "groq",
            "together",
            "deepinfra",
            "parasail",
            "doubleword",
            "nebius",
            "siliconflow",
            "bailian",
            "zhipu",
            "moonshot",
            "novita",
            "ovhcloud",
            "cerebras",
            "inference-net",
            "litellm",
            "ogx",
            "llm-d",
            "aibrix",
            "openai-compatible");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ProviderFile read(String name) {
        return read(name + ".json", ProviderFile.class);
    }

    static <T> T read(String resource, Class<T> type) {
        try (InputStream in = ProviderFile.class.getResourceAsStream(resource)) {
            return JSON.readValue(Objects.requireNonNull(in, resource), type);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
