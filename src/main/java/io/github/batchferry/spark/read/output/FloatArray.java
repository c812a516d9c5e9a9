package io.github.batchferry.spark.read.output;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.Platform;

/** Vectors as Spark has them inside, in one piece of memory: an array holds until the next one. */
final class FloatArray {
    private final UnsafeArrayData array = new UnsafeArrayData();
    private byte[] memory = {};

    UnsafeArrayData of(float[] vector) {
        int header = UnsafeArrayData.calculateHeaderPortionInBytes(vector.length);
        int size = header + (vector.length * Float.BYTES + 7) / 8 * 8;
        if (memory.length != size || array.numElements() != vector.length) {
            memory = new byte[size];
            Platform.putLong(memory, Platform.BYTE_ARRAY_OFFSET, vector.length);
            array.pointTo(memory, Platform.BYTE_ARRAY_OFFSET, size);
        }
        Platform.copyMemory(
                vector,
                Platform.FLOAT_ARRAY_OFFSET,
                memory,
                Platform.BYTE_ARRAY_OFFSET + header,
                (long) vector.length * Float.BYTES);
        return array;
    }
}
