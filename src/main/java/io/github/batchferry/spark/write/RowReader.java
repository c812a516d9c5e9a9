package io.github.batchferry.spark.write;

import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/** Points the views of a request at the values of a row, without copying them where Spark keeps them on the heap. */
final class RowReader {
    private static final byte[] NONE = {};

    private final StructType schema;
    private final RequestColumns columns;
    private final RowValues values = new RowValues();
    private final PayloadReader payload;
    private final boolean isWider;
    private final LineBuffer id = new LineBuffer(32);
    private final ValueJson idText;
    private @Nullable UnsafeProjection toUnsafe;
    private @Nullable InternalRow row;
    private byte[] bytes = NONE;
    private int offset;
    private int length;

    /** @param schema of the columns that are staged, which may be fewer than a row has */
    RowReader(StructType schema, RequestColumns columns) {
        this.schema = schema;
        this.columns = columns;
        payload = columns.payload().reader();
        isWider = !columns.payload().casts().isEmpty();
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
        payload.read(next, values);
        if (columns.images() != null) {
            values.images = columns.images().read(unsafe);
        }
        InputColumn model = columns.model();
        if (model != null) {
            InternalRow owner = model.owner(unsafe);
            TextView.point(owner == null ? null : owner.getUTF8String(model.ordinal()), values.model);
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
            TextView.point(owner.getUTF8String(column.ordinal()), view);
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
        if (next instanceof UnsafeRow unsafe && !isWider) {
            return unsafe;
        }
        if (toUnsafe == null) {
            toUnsafe = UnsafeProjection.create(schema);
        }
        return toUnsafe.apply(next);
    }
}
