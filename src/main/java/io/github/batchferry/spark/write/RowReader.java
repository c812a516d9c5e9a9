package io.github.batchferry.spark.write;

import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.RequestForm;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Points the views of a request at the values of a row, without copying them where Spark keeps them on the heap. */
final class RowReader {
    private static final byte[] NONE = {};

    private final StructType schema;
    private final RequestColumns columns;
    private final RowValues values = new RowValues();
    private final LineBuffer json = new LineBuffer(1024);
    private final @Nullable ValueJson payloadJson;
    private @Nullable UnsafeProjection toUnsafe;
    private @Nullable InternalRow row;
    private byte[] bytes = NONE;
    private int offset;
    private int length;

    RowReader(StructType schema, RequestColumns columns) {
        this.schema = schema;
        this.columns = columns;
        payloadJson = InputColumns.isText(columns.payloadType()) || columns.form() == RequestForm.INPUTS
                ? null
                : new ValueJson(columns.payloadType(), json);
    }

    void read(InternalRow next) {
        UnsafeRow unsafe = unsafe(next);
        row = unsafe;
        if (unsafe.getBaseObject() instanceof byte[] heap) {
            bytes = heap;
            offset = (int) (unsafe.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
        } else {
            bytes = unsafe.getBytes();
            offset = 0;
        }
        length = unsafe.getSizeInBytes();
        payload(unsafe);
        if (columns.model() >= 0) {
            point(unsafe.isNullAt(columns.model()) ? null : unsafe.getUTF8String(columns.model()), values.model);
        }
    }

    RowValues values() {
        return values;
    }

    /** Points the view at the user's own id; false where ids are generated. */
    boolean customId(Utf8 view) {
        int ordinal = columns.customId();
        if (ordinal < 0 || row == null) {
            return false;
        }
        point(row.isNullAt(ordinal) ? null : row.getUTF8String(ordinal), view);
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    private UnsafeRow unsafe(InternalRow next) {
        if (next instanceof UnsafeRow unsafe) {
            return unsafe;
        }
        if (toUnsafe == null) {
            toUnsafe = UnsafeProjection.create(schema);
        }
        return toUnsafe.apply(next);
    }

    private void payload(UnsafeRow unsafe) {
        int ordinal = columns.payload();
        if (unsafe.isNullAt(ordinal)) {
            values.payload.clear();
            values.texts = RowValues.Texts.NONE;
        } else if (columns.form() == RequestForm.INPUTS) {
            ArrayData array = unsafe.getArray(ordinal);
            values.texts = new RowValues.Texts() {
                @Override
                public int size() {
                    return array.numElements();
                }

                @Override
                public void point(int element, Utf8 at) {
                    RowReader.point(array.isNullAt(element) ? null : array.getUTF8String(element), at);
                }
            };
        } else if (payloadJson != null) {
            json.truncate(0);
            payloadJson.write(unsafe, ordinal);
            values.payload.point(json.bytes(), 0, json.length());
        } else {
            point(unsafe.getUTF8String(ordinal), values.payload);
        }
    }

    private static void point(@Nullable UTF8String text, Utf8 view) {
        if (text == null) {
            view.clear();
        } else if (text.getBaseObject() instanceof byte[] heap) {
            view.point(heap, (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET), text.numBytes());
        } else {
            view.point(text.getBytes());
        }
    }
}
