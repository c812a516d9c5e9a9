package io.github.batchferry.spark.read.output;

import io.github.batchferry.result.AnswerReader;
import java.io.IOException;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The vectors of several inputs, in their order. */
final class VectorsOutput implements Output {
    @Override
    public DataType type() {
        return DataTypes.createArrayType(VectorOutput.TYPE, false);
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        float[][] vectors = answer.vectors();
        if (vectors == null) {
            return null;
        }
        Object[] arrays = new Object[vectors.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = UnsafeArrayData.fromPrimitiveArray(vectors[i]);
        }
        return new GenericArrayData(arrays);
    }
}
