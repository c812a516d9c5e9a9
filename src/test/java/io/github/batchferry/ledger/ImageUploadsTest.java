package io.github.batchferry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageUploadsTest {
    @Test
    void theFirstUploadOfAContentHolds() {
        ImageUploads images = Sample.fold(uploaded("a", "file-1", null), uploaded("a", "file-2", null))
                .images();
        assertThat(images.of("a").fileId()).isEqualTo("file-1");
        assertThat(images.of("b")).isNull();
        assertThat(images.replaced()).isZero();
    }

    @Test
    void anotherTakesItsPlaceOnlyWhereItNamesTheOneThatHolds() {
        ImageUploads images = Sample.fold(
                        uploaded("b", "file-0", "file-1"),
                        uploaded("a", "file-1", null),
                        uploaded("a", "file-2", "file-1"),
                        uploaded("a", "file-3", "file-1"))
                .images();
        assertThat(images.of("a").fileId()).isEqualTo("file-2");
        assertThat(images.of("b")).isNull();
        assertThat(images.replaced()).isEqualTo(1);
    }

    private static Event uploaded(String sha256, String fileId, String replaces) {
        return new Event.ImageUploaded(sha256, fileId, 1, 0, replaces);
    }
}
