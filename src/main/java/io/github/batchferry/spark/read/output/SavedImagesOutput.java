package io.github.batchferry.spark.read.output;

import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The images, each by the place of its file; as long as it has none, as its bytes or its URL. */
final class SavedImagesOutput implements Output {
    private static final StructType TYPE = ImagesOutput.TYPE.add("path", DataTypes.StringType);

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
        return new GenericArrayData(ImagesOutput.of(answer, (number, image) -> {
                    String path = number < assets.size() ? assets.get(number).path() : null;
                    return new GenericInternalRow(new Object[] {
                        path == null ? ImagesOutput.bytes(image) : null,
                        Strings.of(image.path("url").textValue()),
                        Strings.of(image.path("revised_prompt").textValue()),
                        Strings.of(path)
                    });
                })
                .toArray());
    }
}
