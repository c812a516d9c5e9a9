package io.github.batchferry.spark.read.output;

import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.JsonCursor;
import io.github.batchferry.result.answer.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The images, each by the place of its file; one without a file by its bytes or its URL. Passes by what is a file. */
final class SavedImagesOutput implements Output {
    private static final StructType TYPE = ImagesOutput.TYPE.add("path", DataTypes.StringType);

    private final JsonCursor cursor = new JsonCursor();

    @Override
    public DataType type() {
        return DataTypes.createArrayType(TYPE, false);
    }

    @Override
    public Extent extent() {
        return Extent.LINE;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        return of(answer, List.of());
    }

    @Override
    public @Nullable Object of(AnswerReader answer, List<ShownAsset> assets) throws IOException {
        Slice body = answer.response();
        if (body == null) {
            return null;
        }
        List<Object> images = List.of();
        cursor.start(body);
        cursor.object();
        for (Slice name = cursor.nextName(); name != null; name = cursor.nextName()) {
            if (is(name, "data")) {
                images = images(assets);
            } else {
                cursor.skip();
            }
        }
        return new GenericArrayData(images.toArray());
    }

    private List<Object> images(List<ShownAsset> assets) throws IOException {
        List<Object> images = new ArrayList<>();
        if (cursor.beginsWith('{')) {
            images.add(image(0, assets));
        } else if (cursor.beginsWith('[')) {
            cursor.array();
            while (cursor.nextElement()) {
                images.add(image(images.size(), assets));
            }
        } else {
            cursor.skip();
        }
        return images;
    }

    private Object image(int number, List<ShownAsset> assets) throws IOException {
        String path = number < assets.size() ? assets.get(number).path() : null;
        Slice base64 = null;
        Slice url = null;
        Slice prompt = null;
        cursor.object();
        for (Slice name = cursor.nextName(); name != null; name = cursor.nextName()) {
            if (is(name, "b64_json") && path == null) {
                base64 = text();
            } else if (is(name, "url")) {
                url = text();
            } else if (is(name, "revised_prompt")) {
                prompt = text();
            } else {
                cursor.skip();
            }
        }
        return new GenericInternalRow(
                new Object[] {bytes(base64), Strings.of(url), Strings.of(prompt), Strings.of(path)});
    }

    private static byte @Nullable [] bytes(@Nullable Slice base64) {
        return base64 == null || base64.length() == 0
                ? null
                : Base64.getDecoder().decode(base64.toString());
    }

    private @Nullable Slice text() throws IOException {
        if (cursor.beginsWith('"')) {
            return cursor.string();
        }
        cursor.skip();
        return null;
    }

    private static boolean is(Slice name, String wanted) {
        return name.length() == wanted.length() && name.toString().equals(wanted);
    }
}
