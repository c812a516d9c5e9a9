package io.github.batchferry.spark.write;

import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.RowValues.ImageForm;
import io.github.batchferry.request.Utf8;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** The column with the images of a row: one or several, as URLs or as bytes. */
record ImageSource(InputColumn column) implements Serializable {
    static @Nullable ImageSource of(OptionSet options, InputColumns input) {
        return options.find(RequestOptions.IMAGE_COLUMN)
                .map(name -> new ImageSource(input.require(
                        "imageColumn", name, ImageSource::isImages, "a string, binary, or an array of one of them")))
                .orElse(null);
    }

    RowValues.Images read(InternalRow row) {
        InternalRow owner = column.owner(row);
        if (owner == null) {
            return RowValues.Images.NONE;
        }
        return column.type() instanceof ArrayType array
                ? new Several(owner.getArray(column.ordinal()), form(array.elementType()))
                : new One(owner, column.ordinal(), form(column.type()));
    }

    private static boolean isImages(DataType type) {
        DataType one = type instanceof ArrayType array ? array.elementType() : type;
        return InputColumns.isText(one) || one instanceof BinaryType;
    }

    private static ImageForm form(DataType type) {
        return type instanceof BinaryType ? ImageForm.BYTES : ImageForm.URL;
    }

    private record One(InternalRow owner, int ordinal, ImageForm form) implements RowValues.Images {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void point(int image, Utf8 at) {
            if (form == ImageForm.BYTES) {
                at.point(owner.getBinary(ordinal));
            } else {
                TextView.point(owner.getUTF8String(ordinal), at);
            }
        }
    }

    private record Several(ArrayData array, ImageForm form) implements RowValues.Images {
        @Override
        public int size() {
            return array.numElements();
        }

        @Override
        public void point(int image, Utf8 at) {
            if (array.isNullAt(image)) {
                at.clear();
            } else if (form == ImageForm.BYTES) {
                at.point(array.getBinary(image));
            } else {
                TextView.point(array.getUTF8String(image), at);
            }
        }
    }
}
