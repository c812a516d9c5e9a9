package io.github.batchferry.spark.write;

import io.github.batchferry.connect.Server;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.spark.JobDirectory;
import io.github.batchferry.spark.StoreHandle;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What {@link JobWrite} does up to the seal, without a server. */
public final class StageOnly {
    private StageOnly() {}

    public static void stage(Dataset<Row> data, Path directory, Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("path", directory.toString());
        OptionSet options = OptionSet.parse(all, Map.of(), Map.of(), Scope.WRITE);
        StoreHandle handle = JobDirectory.of(data.sparkSession(), all);
        Job job = Job.open(handle.open(), Clock.systemUTC());
        RequestColumns columns = RequestColumns.of(options, data.schema());
        WriteDraft draft = new DraftFactory(options, data.sparkSession().version())
                .draft(columns, data.schema(), Server.terms(options), SealCondition.NO_WRITE_YET);
        Staging.run(job, draft, columns, handle, data).ifPresent(rival -> {
            throw new IllegalStateException("another write was sealed first: " + rival);
        });
    }
}
