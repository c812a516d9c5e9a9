package io.github.batchferry.request;

import io.github.batchferry.request.endpoint.ImageFrame;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the images of a row behind its prompt: a URL as it is, bytes as a data URL. */
final class ImageWriter {
    private final String column;
    private final ImageFrame frame;
    private final Utf8 image = new Utf8();

    ImageWriter(String column, ImageFrame frame) {
        this.column = column;
        this.frame = frame;
    }

    String column() {
        return column;
    }

    ImageFrame frame() {
        return frame;
    }

    /** Why the images cannot be sent, or null. */
    @Nullable
    Rejection prepare(RowValues.Images images) {
        if (images.size() == 0) {
            return Rejection.nullImage(column);
        }
        if (images.size() > frame.most()) {
            return Rejection.tooManyImages(column, images.size(), frame.most());
        }
        for (int i = 0; i < images.size(); i++) {
            images.point(i, image);
            if (image.isNull() || image.length() == 0) {
                return Rejection.nullImage(column);
            }
            if (images.form() == RowValues.ImageForm.BYTES && ImageType.of(image) == null) {
                return Rejection.unknownImage(column);
            }
        }
        return null;
    }

    /** How many bytes {@link #write} appends at the least: more only where a URL has characters to escape. */
    long leastBytes(RowValues.Images images) {
        long bytes = frame.close().length();
        for (int i = 0; i < images.size(); i++) {
            images.point(i, image);
            bytes += frame.beforeImage().length() + 2L + frame.afterImage().length();
            ImageType type = images.form() == RowValues.ImageForm.BYTES ? ImageType.of(image) : null;
            bytes += type == null ? image.length() : type.dataUrl().length + (image.length() + 2L) / 3 * 4;
        }
        return bytes + Math.max(0, images.size() - 1);
    }

    /** Returns false where a URL is not valid UTF-8. */
    boolean write(RowValues.Images images, LineBuffer out) {
        boolean valid = true;
        for (int i = 0; i < images.size(); i++) {
            if (i > 0) {
                out.raw((byte) ',');
            }
            images.point(i, image);
            out.raw(frame.beforeImage());
            ImageType type = images.form() == RowValues.ImageForm.BYTES ? ImageType.of(image) : null;
            if (type == null) {
                valid &= out.string(image);
            } else {
                int end = image.offset() + image.length();
                out.raw((byte) '"');
                out.raw(type.dataUrl());
                out.raw(Base64.getEncoder().encode(Arrays.copyOfRange(image.bytes(), image.offset(), end)));
                out.raw((byte) '"');
            }
            out.raw(frame.afterImage());
        }
        out.raw(frame.close());
        return valid;
    }
}
