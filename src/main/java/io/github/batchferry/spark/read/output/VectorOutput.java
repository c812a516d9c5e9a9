package io.github.batchferry.spark.read.output;

import io.github.batchferry.result.AnswerReader;
import java.io.IOException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The vector of the one input. */
final class VectorOutput implements Output {
    static final DataType TYPE = DataTypes.createArrayType(DataTypes.FloatType, false);

    private final FloatArray array = new FloatArray();

    @Override
    public DataType type() {
        return TYPE;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        float[] vector = answer.vector();
        return vector == null ? null : array.of(vector);
    }
}
