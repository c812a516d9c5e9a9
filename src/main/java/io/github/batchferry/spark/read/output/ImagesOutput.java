package io.github.batchferry.spark.read.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
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

/** The images, each as its bytes or as the URL under which the server keeps it for a while. */
final class ImagesOutput implements Output {
    static final StructType TYPE = new StructType()
            .add("data", DataTypes.BinaryType)
            .add("url", DataTypes.StringType)
            .add("revised_prompt", DataTypes.StringType);

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
        JsonNode data = answer.responseTree().path("data");
        List<Object> images = new ArrayList<>();
        if (data.isObject()) {
            images.add(image(data));
        } else {
            data.forEach(image -> images.add(image(image)));
        }
        return new GenericArrayData(images.toArray());
    }

    private static Object image(JsonNode image) {
        JsonNode base64 = image.path("b64_json");
        return new GenericInternalRow(new Object[] {
            base64.isTextual() && !base64.textValue().isEmpty()
                    ? Base64.getDecoder().decode(base64.textValue())
                    : null,
            Strings.of(image.path("url").textValue()),
            Strings.of(image.path("revised_prompt").textValue())
        });
    }
}
