package io.github.batchferry.job;

import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A row's one image, in bytes that begin as a PNG does. */
record Picture(byte[] png) implements RowValues.Images {
    static Picture of(int number, int bytes) {
        byte[] png = Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), bytes);
        png[bytes - 1] = (byte) number;
        return new Picture(png);
    }

    @Override
    public RowValues.ImageForm form() {
        return RowValues.ImageForm.BYTES;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void point(int image, Utf8 at) {
        at.point(png);
    }
}
