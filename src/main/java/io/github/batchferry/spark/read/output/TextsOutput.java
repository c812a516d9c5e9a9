package io.github.batchferry.spark.read.output;

import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The texts of all choices; null stands for a choice without one. */
final class TextsOutput implements Output {
    private final ToolCalls toolCalls;

    TextsOutput(ToolCalls toolCalls) {
        this.toolCalls = toolCalls;
    }

    @Override
    public DataType type() {
        return DataTypes.createArrayType(DataTypes.StringType, true);
    }

    @Override
    public Extent extent() {
        return Extent.LINE;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        List<@Nullable String> texts = answer.texts(toolCalls);
        return texts == null
                ? null
                : new GenericArrayData(texts.stream().map(Strings::of).toArray());
    }
}
