package io.github.batchferry.spark.write;

import io.github.batchferry.request.Utf8;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.PartStaging;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** One task: every row goes to the staging, nothing goes to the API. */
final class StagingWriter implements DataWriter<InternalRow> {
    private final PartStaging staging;
    private final RowReader rows;
    private final GeneratedIds generated;
    private final Utf8 customId = new Utf8();

    StagingWriter(PartStaging staging, RowReader rows, String write, int part) {
        this.staging = staging;
        this.rows = rows;
        generated = new GeneratedIds(write, part);
    }

    @Override
    public void write(InternalRow row) throws IOException {
        rows.read(row);
        if (!rows.customId(customId)) {
            generated.point(staging.rows(), customId);
        }
        staging.add(rows.values(), customId, rows.bytes(), rows.offset(), rows.length());
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        return new StagedMessage(staging.finish());
    }

    @Override
    public void abort() {
        staging.abort();
    }

    @Override
    public void close() {}
}
