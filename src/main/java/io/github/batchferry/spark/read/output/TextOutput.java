package io.github.batchferry.spark.read.output;

import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.answer.Slice;
import java.io.IOException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The text of the answer. */
final class TextOutput implements Output {
    private final ToolCalls toolCalls;

    TextOutput(ToolCalls toolCalls) {
        this.toolCalls = toolCalls;
    }

    @Override
    public DataType type() {
        return DataTypes.StringType;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        Slice text = toolCalls == ToolCalls.IN_OUTPUT ? answer.text() : answer.textAlone();
        return Strings.of(text);
    }
}
