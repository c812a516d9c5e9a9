package io.github.batchferry.spark.write;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.spark.StoreHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Goes to the executors; holds no secret. */
record StagingWriterFactory(
        StoreHandle directory,
        String write,
        StructType schema,
        String sparkVersion,
        RequestTemplate template,
        ShardLimits limits,
        RequestColumns columns,
        IdSource idSource)
        implements DataWriterFactory {
    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        String path = String.format(Locale.ROOT, "writes/%s/part-%05d-%d", write, partitionId, taskId);
        byte[] header = JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("spark", sparkVersion)
                .put("schema", schema.json())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        PartStaging staging = new PartStaging(directory.open(), partitionId, path, header, template, limits, idSource);
        return new StagingWriter(staging, new RowReader(schema, columns), write, partitionId);
    }

    @Override
    public String toString() {
        return "openai-batch writer of " + write;
    }
}
