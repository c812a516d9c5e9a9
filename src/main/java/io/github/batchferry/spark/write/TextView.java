package io.github.batchferry.spark.write;

import io.github.batchferry.request.Utf8;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Points a view at Spark's text, without copying it where Spark keeps it on the heap. */
final class TextView {
    private TextView() {}

    static void point(@Nullable UTF8String text, Utf8 view) {
        if (text == null) {
            view.clear();
        } else if (text.getBaseObject() instanceof byte[] heap) {
            view.point(heap, (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET), text.numBytes());
        } else {
            view.point(text.getBytes());
        }
    }
}
