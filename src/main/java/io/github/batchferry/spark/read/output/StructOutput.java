package io.github.batchferry.spark.read.output;

import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.answer.JsonCursor;
import io.github.batchferry.result.answer.Slice;
import java.io.IOException;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The fields of an answer that keeps to a schema, read in one pass; what is not wanted is skipped. */
final class StructOutput implements Output {
    private final StructType type;
    private final JsonValue struct;
    private final JsonCursor cursor = new JsonCursor();

    StructOutput(StructType type) {
        this.type = type;
        struct = JsonValue.of(type);
    }

    static StructType type(OutputSpec spec) {
        return (StructType)
                DataType.fromJson(Objects.requireNonNull(spec.struct()).type());
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        Slice text = answer.textAlone();
        if (text == null) {
            return null;
        }
        cursor.start(text);
        return struct.read(cursor);
    }
}
