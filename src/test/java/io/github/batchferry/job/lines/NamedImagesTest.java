package io.github.batchferry.job.lines;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.ImagePlaceholder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedImagesTest {
    private static final String MARK = new String(ImagePlaceholder.mark(), US_ASCII);
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String LINES = "{\"x\":\"" + MARK.substring(0, 5) + "\",\"id\":" + image(A) + "}\n"
            + "no image   \"batchferry-imag and  " + MARK.substring(0, MARK.length() - 1) + "\n"
            + image(B) + image(A) + MARK.substring(0, 2) + image(B) + "\n\n" + " " + image(A) + "\n";

    @Test
    void eachImageIsNamedByItsFileHoweverTheBytesCome() throws IOException {
        String expected = LINES.replace(image(A), file("file-1")).replace(image(B), file("file-22"));
        for (int size = 1; size <= LINES.length(); size++) {
            assertThat(passed(size, (line, sha256) -> sha256.equals(A) ? "file-1" : "file-22"))
                    .as("in pieces of " + size)
                    .isEqualTo(expected);
        }
        assertThat(expected).hasSameSizeAs(LINES);
    }

    @Test
    void whatHasNoFileStaysAsItIs() throws IOException {
        for (int size = 1; size <= LINES.length(); size++) {
            assertThat(passed(size, (line, sha256) -> null)).isEqualTo(LINES);
        }
    }

    @Test
    void eachImageIsToldWithItsLine() throws IOException {
        List<String> told = new ArrayList<>();
        passed(7, (line, sha256) -> {
            told.add(line + sha256.substring(0, 1));
            return null;
        });
        assertThat(told).containsExactly("0a", "2b", "2a", "2b", "4a");
    }

    private static String passed(int size, NamedImages.Each each) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        NamedImages images = new NamedImages(sink, each);
        byte[] bytes = LINES.getBytes(US_ASCII);
        for (int at = 0; at < bytes.length; at += size) {
            images.write(bytes, at, Math.min(size, bytes.length - at));
        }
        return sink.toString(US_ASCII);
    }

    private static String image(String sha256) {
        return MARK + sha256 + "\"";
    }

    private static String file(String id) {
        return new String(ImagePlaceholder.filled(id), US_ASCII);
    }
}
