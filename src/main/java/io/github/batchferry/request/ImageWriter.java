package io.github.batchferry.request;

import io.github.batchferry.request.endpoint.ImageFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the images of a row behind its prompt: a URL as it is, bytes as a data URL, or both as what is uploaded. */
final class ImageWriter {
    private final String column;
    private final ImageFrame frame;
    private final String beforeFileId;
    private final @Nullable ImageContents uploaded;
    private final Utf8 image = new Utf8();

    ImageWriter(String column, ImageFrame frame, ImageTransfer transfer) {
        this.column = column;
        this.frame = frame;
        String field = frame.beforeFileId();
        uploaded = transfer == ImageTransfer.UPLOADED ? new ImageContents(column) : null;
        if (uploaded != null && field == null) {
            throw new IllegalArgumentException("the endpoint takes no images by the ids of their files");
        }
        beforeFileId = field == null ? "" : field;
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
        if (uploaded != null) {
            uploaded.clear();
        }
        for (int i = 0; i < images.size(); i++) {
            images.point(i, image);
            if (image.isNull() || image.length() == 0) {
                return Rejection.nullImage(column);
            }
            if (images.form() == RowValues.ImageForm.BYTES && ImageType.of(image) == null) {
                return Rejection.unknownImage(column);
            }
            Rejection rejection = uploaded == null ? null : uploaded.add(image, images.form());
            if (rejection != null) {
                return rejection;
            }
        }
        return null;
    }

    /** How many bytes {@link #write} appends at the least: more only where a URL has characters to escape. */
    long leastBytes(RowValues.Images images) {
        long bytes = frame.close().length();
        for (int i = 0; i < images.size(); i++) {
            if (sha256(i) != null) {
                bytes += beforeFileId.length()
                        + ImagePlaceholder.LENGTH
                        + frame.afterImage().length();
                continue;
            }
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
            String sha256 = sha256(i);
            if (sha256 != null) {
                out.raw(beforeFileId);
                ImagePlaceholder.write(sha256, out);
                out.raw(frame.afterImage());
                continue;
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

    /** What the line that was written names by its hash. */
    void each(ImageSink sink) throws IOException {
        if (uploaded != null) {
            uploaded.each(sink);
        }
    }

    private @Nullable String sha256(int of) {
        return uploaded == null ? null : uploaded.sha256(of);
    }
}
