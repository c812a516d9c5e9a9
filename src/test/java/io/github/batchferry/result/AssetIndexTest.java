package io.github.batchferry.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.SealedOutput;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetIndexTest {
    private static final int REQUESTS = 20_000;
    private static final List<Asset> TWO =
            List.of(Asset.saved("assets/00001-x/000003-0.png", 1L << 40, 0xFFFFFFFFL), Asset.NONE);
    private static final List<Asset> OPEN = List.of(Asset.open("later, \"é\""));

    @TempDir
    Path directory;

    @Test
    void whatIsKnownOfEachRequestComesBackByItsPosition() throws IOException {
        RecordedFile file = written();
        AssetIndex index = AssetIndex.read(store(), file);
        assertThat(index.at(3)).isEqualTo(TWO);
        assertThat(index.at(4)).isEmpty();
        assertThat(index.at(REQUESTS - 1)).isEqualTo(OPEN);
        assertThat(index.count(Asset.State.OPEN)).isEqualTo(2);
        assertThat(index.first(Asset.State.LOST)).isEmpty();
        try (AssetReader reader = AssetReader.open(store(), file)) {
            reader.load(3, 5);
            assertThat(reader.at(3)).isEqualTo(TWO);
            assertThat(reader.at(4)).isEmpty();
            reader.load(9_990, REQUESTS);
            assertThat(reader.at(10_000)).isEqualTo(OPEN);
        }
    }

    @Test
    void aDamagedByteIsNamedWithItsFile() throws IOException {
        RecordedFile file = written();
        Path path = directory.resolve(file.path());
        byte[] whole = Files.readAllBytes(path);
        for (int at : new int[] {0, 4, 20, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(path, damaged);
            assertThat(catchThrowable(() -> AssetIndex.read(store(), file)))
                    .as("byte %d", at)
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining(file.path());
        }
    }

    private RecordedFile written() throws IOException {
        AssetIndex index = AssetIndex.of(REQUESTS);
        index.put(3, TWO);
        index.put(10_000, OPEN);
        index.put(REQUESTS - 1, OPEN);
        SealedOutput sink = new SealedOutput(store().create("assets/a.index"));
        try (sink) {
            index.writeTo(sink);
        }
        return new RecordedFile("assets/a.index", sink.bytes());
    }

    private JobStore store() {
        return Stores.open(directory.toString());
    }
}
