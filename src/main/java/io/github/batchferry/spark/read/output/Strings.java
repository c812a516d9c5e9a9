package io.github.batchferry.spark.read.output;

import io.github.batchferry.result.answer.Slice;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Texts as Spark has them inside. */
public final class Strings {
    private Strings() {}

    public static @Nullable UTF8String of(@Nullable String text) {
        return text == null ? null : UTF8String.fromString(text);
    }

    /** A view that holds as long as the slice does. */
    public static @Nullable UTF8String of(@Nullable Slice slice) {
        return slice == null ? null : UTF8String.fromBytes(slice.array(), slice.offset(), slice.length());
    }
}
