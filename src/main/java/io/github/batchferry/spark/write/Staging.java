package io.github.batchferry.spark.write;

import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.spark.StoreHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.jspecify.annotations.Nullable;

/** One staging under way on this driver, handed to the internal V2 write by name, so that no plan holds an option. */
final class Staging {
    static final String NAME = "batchferry.internal.write";
    private static final Map<String, Staging> UNDER_WAY = new ConcurrentHashMap<>();

    private final Job job;
    private final WriteDraft draft;
    private final RequestColumns columns;
    private final StoreHandle directory;
    private @Nullable LostSeal lost;

    private Staging(Job job, WriteDraft draft, RequestColumns columns, StoreHandle directory) {
        this.job = job;
        this.draft = draft;
        this.columns = columns;
        this.directory = directory;
    }

    /** Stages and seals; what excludes the write, where it lost. */
    static Optional<LostSeal> run(
            Job job, WriteDraft draft, RequestColumns columns, StoreHandle directory, Dataset<Row> data) {
        Staging staging = new Staging(job, draft, columns, directory);
        UNDER_WAY.put(draft.write(), staging);
        try {
            List<String> casts = columns.payload().casts();
            Dataset<Row> wide = casts.isEmpty()
                    ? data
                    : data.selectExpr(
                            Stream.concat(Stream.of("*"), casts.stream()).toArray(String[]::new));
            wide.write()
                    .format(StagingProvider.class.getName())
                    .option(NAME, draft.write())
                    .mode(SaveMode.Append)
                    .save();
            return Optional.ofNullable(staging.lost);
        } finally {
            UNDER_WAY.remove(draft.write());
        }
    }

    static Staging underWay(@Nullable String write) {
        Staging staging = write == null ? null : UNDER_WAY.get(write);
        if (staging == null) {
            throw new IllegalStateException("no staging '" + write + "' is under way on this driver");
        }
        return staging;
    }

    Job job() {
        return job;
    }

    WriteDraft draft() {
        return draft;
    }

    RequestColumns columns() {
        return columns;
    }

    StoreHandle directory() {
        return directory;
    }

    void lost(LostSeal seal) {
        lost = seal;
    }
}
