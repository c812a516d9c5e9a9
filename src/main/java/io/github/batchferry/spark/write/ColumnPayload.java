package io.github.batchferry.spark.write;

import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.RequestForm;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** One column: a text, several texts, or what is written as JSON. */
record ColumnPayload(InputColumn column, RequestForm form) implements PayloadSource {
    @Override
    public String name() {
        return column.name();
    }

    @Override
    public PayloadReader reader() {
        if (form == RequestForm.INPUTS) {
            return this::texts;
        }
        return InputColumns.isText(column.type()) ? this::text : json();
    }

    private void text(InternalRow row, RowValues into) {
        InternalRow owner = column.owner(row);
        TextView.point(owner == null ? null : owner.getUTF8String(column.ordinal()), into.payload);
    }

    private void texts(InternalRow row, RowValues into) {
        InternalRow owner = column.owner(row);
        into.texts = owner == null ? RowValues.Texts.NONE : new ArrayTexts(owner.getArray(column.ordinal()));
    }

    private PayloadReader json() {
        LineBuffer json = new LineBuffer(1024);
        ValueJson value = new ValueJson(column.type(), json);
        return (row, into) -> {
            InternalRow owner = column.owner(row);
            if (owner == null) {
                into.payload.clear();
            } else {
                json.truncate(0);
                value.write(owner, column.ordinal());
                into.payload.point(json.bytes(), 0, json.length());
            }
        };
    }

    private record ArrayTexts(ArrayData array) implements RowValues.Texts {
        @Override
        public int size() {
            return array.numElements();
        }

        @Override
        public void point(int element, Utf8 at) {
            TextView.point(array.isNullAt(element) ? null : array.getUTF8String(element), at);
        }
    }
}
