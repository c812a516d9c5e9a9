package io.github.batchferry.spark.read.output;

import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The {@code output} column of one kind. Not thread-safe; a value holds until the next one. */
public interface Output {
    DataType type();

    /** How much of a result line a value needs. */
    default Extent extent() {
        return Extent.OUTPUT;
    }

    /** The value of a row that succeeded, as Spark has it inside; null where this kind has no place for the answer. */
    @Nullable
    Object of(AnswerReader answer) throws IOException;

    /** The same, with what became of the files that belong to the answer; empty where nobody has looked at them. */
    default @Nullable Object of(AnswerReader answer, List<ShownAsset> assets) throws IOException {
        return of(answer);
    }

    static Output of(OutputSpec spec) {
        return of(spec, null);
    }

    /** @param wanted the type of the column with the fields that are read; null for all of them */
    static Output of(OutputSpec spec, @Nullable DataType wanted) {
        return switch (spec.kind()) {
            case TEXT -> new TextOutput(spec.toolCalls());
            case TEXTS -> new TextsOutput(spec.toolCalls());
            case VECTOR -> new VectorOutput();
            case VECTORS -> new VectorsOutput();
            case MODERATION -> new ModerationOutput();
            case MODERATIONS -> new ModerationsOutput();
            case IMAGES -> new ImagesOutput();
            case SAVED_IMAGES -> new SavedImagesOutput();
            case VIDEO -> new VideoOutput();
            case STRUCT -> new StructOutput(wanted == null ? StructOutput.type(spec) : (StructType) wanted);
        };
    }
}
