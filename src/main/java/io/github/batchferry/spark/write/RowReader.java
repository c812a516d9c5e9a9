package io.github.batchferry.spark.write;

import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.RequestForm;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
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
    private final LineBuffer id = new LineBuffer(32);
    private final ValueJson idText;
    private @Nullable UnsafeProjection toUnsafe;
    private @Nullable InternalRow row;
    private byte[] bytes = NONE;
    private int offset;
    private int length;

    RowReader(StructType schema, RequestColumns columns) {
        this.schema = schema;
        this.columns = columns;
        payloadJson = InputColumns.isText(columns.payload().type()) || columns.form() == RequestForm.INPUTS
                ? null
                : new ValueJson(columns.payload().type(), json);
        InputColumn customId = columns.customId();
        idText = new ValueJson(customId == null ? DataTypes.StringType : customId.type(), id);
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
        InputColumn model = columns.model();
        if (model != null) {
            InternalRow owner = model.owner(unsafe);
            point(owner == null ? null : owner.getUTF8String(model.ordinal()), values.model);
        }
    }

    RowValues values() {
        return values;
    }

    /** Points the view at the user's own id; false where ids are generated. */
    boolean customId(Utf8 view) {
        InputColumn column = columns.customId();
        if (column == null || row == null) {
            return false;
        }
        InternalRow owner = column.owner(row);
        if (owner == null) {
            view.clear();
        } else if (InputColumns.isText(column.type())) {
            point(owner.getUTF8String(column.ordinal()), view);
        } else {
            id.truncate(0);
            idText.write(owner, column.ordinal());
            view.point(id.bytes(), 0, id.length());
        }
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
        InternalRow owner = columns.payload().owner(unsafe);
        int ordinal = columns.payload().ordinal();
        if (owner == null) {
            values.payload.clear();
            values.texts = RowValues.Texts.NONE;
        } else if (columns.form() == RequestForm.INPUTS) {
            ArrayData array = owner.getArray(ordinal);
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
            payloadJson.write(owner, ordinal);
            values.payload.point(json.bytes(), 0, json.length());
        } else {
            point(owner.getUTF8String(ordinal), values.payload);
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
