package io.github.batchferry.request;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those images of a row that its line names by their hashes. Not thread-safe. */
final class ImageContents {
    /** "Individual files can be up to 512 MB": OpenAI's API reference, files/create. */
    private static final int MOST_BYTES = 512 << 20;

    private final String column;
    private final MessageDigest sha256;
    private final List<@Nullable Image> images = new ArrayList<>();

    private record Image(String sha256, Utf8 content) {}

    ImageContents(String column) {
        this.column = column;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Begins the next row. */
    void clear() {
        images.clear();
    }

    /** Takes the next image of the row; one that is an address stays where it is. Why it cannot be sent, or null. */
    @Nullable
    Rejection add(Utf8 image, RowValues.ImageForm form) {
        Utf8 content = new Utf8();
        if (form == RowValues.ImageForm.BYTES) {
            content.point(image.bytes(), image.offset(), image.length());
        } else if (!DataUrl.isOne(image)) {
            images.add(null);
            return null;
        } else {
            byte[] decoded = DataUrl.decode(image);
            if (decoded == null) {
                return Rejection.unreadableImage(column);
            }
            content.point(decoded);
        }
        if (ImageType.of(content) == null) {
            return Rejection.unknownImage(column);
        }
        if (content.length() > MOST_BYTES) {
            return Rejection.imageTooLarge(column, content.length(), MOST_BYTES);
        }
        sha256.update(content.bytes(), content.offset(), content.length());
        images.add(new Image(HexFormat.of().formatHex(sha256.digest()), content));
        return null;
    }

    /** Null where the image stands in the line. */
    @Nullable
    String sha256(int image) {
        Image uploaded = images.get(image);
        return uploaded == null ? null : uploaded.sha256();
    }

    void each(ImageSink sink) throws IOException {
        for (Image image : images) {
            if (image != null) {
                sink.image(image.sha256(), image.content());
            }
        }
    }
}
