package io.github.batchferry.spark.read.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What became of the video, and where its file stands. */
final class VideoOutput implements Output {
    private static final StructType TYPE = new StructType()
            .add("id", DataTypes.StringType)
            .add("status", DataTypes.StringType)
            .add("error", DataTypes.StringType)
            .add("path", DataTypes.StringType);

    private static final ShownAsset NOT_SEEN = new ShownAsset(null, "the video is not downloaded yet");

    @Override
    public DataType type() {
        return TYPE;
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
        JsonNode video = answer.responseTree();
        ShownAsset asset = assets.isEmpty() ? NOT_SEEN : assets.get(0);
        return new GenericInternalRow(new Object[] {
            Strings.of(video.path("id").textValue()),
            Strings.of(video.path("status").textValue()),
            Strings.of(asset.problem()),
            Strings.of(asset.path())
        });
    }
}
