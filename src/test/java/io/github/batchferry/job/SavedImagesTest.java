package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.join.ShownAsset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code saveAssets} the images of answers become files. */
class SavedImagesTest {
    private static final String PNG = base64("\u0089PNG\r\n\u001a\nrest of it");
    private static final String WEBP = base64("RIFFsizeWEBPVP8 ");

    @TempDir
    Path directory;

    private Filming filming;

    @BeforeEach
    void start() {
        filming = Filming.images(directory);
    }

    @AfterEach
    void stop() {
        filming.close();
    }

    @Test
    void eachImageIsAFileOfItsOwn() throws IOException {
        filming.bought(5);
        filming.bench.carriedOn();
        assertThat(filming.rows()).hasSize(5).allSatisfy(row -> {
            assertThat(row.assets()).hasSize(2);
            assertThat(row.assets().get(0).path()).endsWith("-0.png");
            assertThat(row.assets().get(1).path()).endsWith("-1.png");
        });
        assertThat(filming.files()).hasSize(10).isEqualTo(filming.paths());
        for (String path : filming.paths()) {
            assertThat(Filming.read(path)).startsWith(0x89, 'P', 'N', 'G');
        }
        assertThat(Verification.of(filming.bench.store).files()).isGreaterThan(10);
        filming.bench.assertPaidOnce(5);
    }

    @Test
    void whatIsGivenByItsAddressStaysAnAddressAndTheOthersKeepTheirPlaces() throws IOException {
        body("[{\"url\":\"https://example.com/a.png\"},{\"b64_json\":\"" + PNG + "\"},{\"b64_json\":\""
                + WEBP.replace("/", "\\/").replace("U", "\\u0055") + "\"}]");
        filming.bought(1);
        filming.bench.carriedOn();
        List<ShownAsset> assets = filming.rows().get(0).assets();
        assertThat(assets).hasSize(3);
        assertThat(assets.get(0).path()).isNull();
        assertThat(Base64.getEncoder().encodeToString(Filming.read(assets.get(1).path())))
                .isEqualTo(PNG);
        assertThat(assets.get(2).path()).endsWith("-2.webp");
        assertThat(Base64.getEncoder().encodeToString(Filming.read(assets.get(2).path())))
                .isEqualTo(WEBP);
    }

    @Test
    void theLastOfTwoFieldsOfOneNameCountsAsItDoesInTheAnswer() throws IOException {
        body("[{\"b64_json\":\"" + WEBP + "\",\"b64_json\":\"" + PNG + "\"}]");
        filming.bought(1);
        filming.bench.carriedOn();
        assertThat(filming.files()).hasSize(1).isEqualTo(filming.paths());
        assertThat(filming.files().get(0)).endsWith(".png");
    }

    @Test
    void aLookThatFindsTheDirectoryTakenByTheDeadGoesOnBesideIt() throws IOException {
        filming.bought(2);
        Path left = Files.createDirectories(Path.of(filming.bench.store.location(), "assets", "00001-deadbeef00"));
        Files.writeString(left.resolve("000000-0.png"), "half");
        filming.bench.carriedOn();
        assertThat(filming.paths()).hasSize(4).doesNotContain("file:" + left.resolve("000000-0.png"));
        Verification.of(filming.bench.store);
    }

    private void body(String data) {
        filming.bench.provider.fault("{\"lines\":[{\"body\":{\"data\":" + data + "}}]}");
    }

    private static String base64(String latin1) {
        return Base64.getEncoder().encodeToString(latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
}
