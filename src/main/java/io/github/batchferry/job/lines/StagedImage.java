package io.github.batchferry.job.lines;

import io.github.batchferry.request.ImageType;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.shard.ImageExtent;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** One image of a staged file, as it is sent. */
public record StagedImage(PositionedInput file, ImageExtent extent, String extension) {
    public static StagedImage of(PositionedInput file, ImageExtent extent) throws IOException {
        byte[] first = new byte[(int) Math.min(ImageType.TOLD_BY, extent.bytes())];
        file.readFully(extent.offset(), first, 0, first.length);
        Utf8 begin = new Utf8();
        begin.point(first);
        ImageType type = ImageType.of(begin);
        if (type == null) {
            throw new IllegalStateException("an image was staged whose kind nobody knows");
        }
        return new StagedImage(file, extent, type.name().toLowerCase(Locale.ROOT));
    }

    public long bytes() {
        return extent.bytes();
    }

    public void writeTo(OutputStream sink) throws IOException {
        byte[] buffer = new byte[SealedInput.BLOCK];
        long end = extent.offset() + extent.bytes();
        for (long at = extent.offset(); at < end; ) {
            int some = (int) Math.min(buffer.length - at % buffer.length, end - at);
            file.readFully(at, buffer, 0, some);
            sink.write(buffer, 0, some);
            at += some;
        }
    }
}
