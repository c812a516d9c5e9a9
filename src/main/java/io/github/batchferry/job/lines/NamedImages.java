package io.github.batchferry.job.lines;

import io.github.batchferry.request.ImagePlaceholder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Passes staged lines on with what is given for each image that they name by its hash, in the same length and constant
 * memory. Parses nothing: {@link ImagePlaceholder} says why bytes suffice.
 */
final class NamedImages extends OutputStream {
    private static final byte[] MARK = ImagePlaceholder.mark();
    private static final int PLACEHOLDER = ImagePlaceholder.LENGTH;

    private final OutputStream sink;
    private final Each each;
    /** The beginning of what may be a placeholder, as far as it was seen. */
    private final byte[] held = new byte[PLACEHOLDER];

    private int matched;
    private int line;

    interface Each {
        /**
         * @param line from 0
         * @return the id of the image's file; null to leave what stands there
         */
        @Nullable
        String image(int line, String sha256) throws IOException;
    }

    NamedImages(OutputStream sink, Each each) {
        this.sink = sink;
        this.each = each;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** All but the last bytes of a line are passed on when this returns; with its line feed those are, too. */
    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int end = offset + count;
        int passed = offset;
        for (int at = offset; at < end; at++) {
            byte b = bytes[at];
            if (matched >= MARK.length) {
                held[matched++] = b;
                passed = at + 1;
                if (matched == PLACEHOLDER) {
                    fill();
                }
                continue;
            }
            if (matched > 0 && b != MARK[matched]) {
                sink.write(held, 0, matched);
                matched = 0;
                passed = at;
            }
            if (b == MARK[matched]) {
                if (matched == 0) {
                    sink.write(bytes, passed, at - passed);
                }
                held[matched++] = b;
                passed = at + 1;
            } else if (b == '\n') {
                line++;
            }
        }
        sink.write(bytes, passed, end - passed);
    }

    private void fill() throws IOException {
        matched = 0;
        String sha256 = new String(held, MARK.length, ImagePlaceholder.HASH_LENGTH, StandardCharsets.US_ASCII);
        String fileId = each.image(line, sha256);
        sink.write(fileId == null ? held : ImagePlaceholder.filled(fileId));
    }
}
