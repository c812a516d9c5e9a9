package io.github.batchferry.spark.read.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The verdicts on several inputs, in their order. */
final class ModerationsOutput implements Output {
    @Override
    public DataType type() {
        return DataTypes.createArrayType(ModerationOutput.TYPE, true);
    }

    @Override
    public Extent extent() {
        return Extent.LINE;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        JsonNode results = answer.responseTree().path("results");
        List<@Nullable Object> verdicts = new ArrayList<>();
        (results.isObject() ? List.of(results) : results)
                .forEach(result -> verdicts.add(result.isObject() ? ModerationOutput.struct(result) : null));
        return new GenericArrayData(verdicts.toArray());
    }
}
