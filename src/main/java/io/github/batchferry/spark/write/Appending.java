package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Event;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What a further write must share with the first one, so that both come back as one DataFrame. */
final class Appending {
    private Appending() {}

    static void requireAlike(Event.WriteSealed first, WriteDraft draft, String job) {
        StructType had = nullable(first.schema());
        StructType given = nullable(draft.schema());
        if (!had.equals(given)) {
            throw refused(job, "columns " + had.simpleString(), given.simpleString());
        }
        require(job, "endpoint", first.request().endpointPath(), draft.request().endpointPath());
        OutputDifference.between(first.request(), first.output(), draft.request(), draft.output())
                .ifPresent(output -> {
                    throw refused(job, output.had(), output.given());
                });
        require(job, "customIdColumn", first.customIdColumn(), draft.customIdColumn());
        require(job, "resultPrefix", first.resultPrefix(), draft.resultPrefix());
    }

    private static void require(String job, String what, @Nullable Object had, @Nullable Object given) {
        if (!Objects.equals(had, given)) {
            throw refused(job, what + " '" + had + "'", "'" + given + "'");
        }
    }

    private static UserException refused(String job, String had, String given) {
        return new UserException("job " + job + " has " + had + ", but this write has " + given
                + ": they could not be read as one DataFrame. Make them alike, or use another job directory. Nothing was"
                + " sent");
    }

    private static StructType nullable(String schema) {
        return ((StructType) DataType.fromJson(schema)).asNullable();
    }
}
