package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesFileTest {
    private static final int IMAGES = 10_000;

    @TempDir
    Path directory;

    private JobStore store;

    @BeforeEach
    void open() {
        store = Stores.open(directory.toString());
    }

    @Test
    void eachImageIsKeptOnceAndFoundByItsHash() throws IOException {
        StagedPart part = staged(2);
        assertThat(part.images().count()).isEqualTo(IMAGES);
        Set<String> wanted = new TreeSet<>(List.of(hash(0), hash(7_000), hash(IMAGES - 1), hash(IMAGES)));
        Map<String, ImageExtent> found = ImagesFile.find(store, part, wanted);
        wanted.remove(hash(IMAGES));
        assertThat(found).containsOnlyKeys(wanted);
        try (PositionedInput images = ImagesFile.open(store, part)) {
            assertThat(images.length()).isEqualTo(part.images().bytes());
            for (int number : new int[] {0, 7_000, IMAGES - 1}) {
                ImageExtent extent = found.get(hash(number));
                byte[] bytes = new byte[(int) extent.bytes()];
                images.readFully(extent.offset(), bytes, 0, bytes.length);
                assertThat(bytes).isEqualTo(image(number));
            }
        }
    }

    @Test
    void theSealSaysHowLongTheFilesAre() throws IOException {
        StagedPart part = staged(1);
        assertThat(Files.size(directory.resolve(part.imagesFile())))
                .isEqualTo(part.images().fileBytes());
        assertThat(Files.size(directory.resolve(part.imageListFile())))
                .isEqualTo(part.images().listBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"part-0.images", "part-0.images.list"})
    void anotherFileInItsPlaceIsNoticed(String name) throws IOException {
        StagedPart part = staged(1);
        Path file = directory.resolve("writes/w/" + name);
        byte[] bytes = Files.readAllBytes(file);
        staged(1, "writes/x/part-0", IMAGES + 1);
        Files.write(file, Files.readAllBytes(directory.resolve("writes/x/" + name)));
        assertDamaged(part, "checksums are not those that were sealed");
        bytes[0]++;
        Files.write(file, bytes);
        assertDamaged(part, "writes/w/" + name + "' is damaged");
    }

    private void assertDamaged(StagedPart part, String how) {
        assertThatThrownBy(() -> {
                    ImagesFile.find(store, part, Set.of());
                    try (PositionedInput images = ImagesFile.open(store, part)) {
                        images.readFully(0, new byte[1], 0, 1);
                    }
                })
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining(how);
    }

    private StagedPart staged(int times) throws IOException {
        return staged(times, "writes/w/part-0", IMAGES);
    }

    private StagedPart staged(int times, String path, int count) throws IOException {
        ImagesWriter writer = new ImagesWriter(store.create(path + ".images"), store.create(path + ".images.list"));
        Utf8 content = new Utf8();
        for (int i = 0; i < times * count; i++) {
            content.point(image(i % count));
            writer.image(hash(i % count), content);
        }
        return new StagedPart(0, path, 0, 0, 0, 0, List.of(), List.of(), writer.close());
    }

    private static byte[] image(int number) {
        byte[] image = new byte[number % 50 + 4];
        image[0] = (byte) number;
        image[1] = (byte) (number >> 8);
        return image;
    }

    private static String hash(int number) {
        return "%064x".formatted(number);
    }
}
