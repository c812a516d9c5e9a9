package io.github.batchferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.Time;
import io.github.batchferry.cli.SealedJob;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    private Path directory;

    private Job job;

    @BeforeEach
    void seal() throws IOException {
        Path place = directory.resolve("job");
        SealedJob.create(place, "emulator", "env:KEY", List.of("one"));
        job = Job.open(Stores.open(place.toString()), Time.SYSTEM.clock());
    }

    @ParameterizedTest
    @CsvSource({
        "requestsPerBatch, 7, requestsPerBatch, 7",
        "maxRequestsPerBatch, 20000, maxRequestsPerBatch, 20000",
        "maxBytesPerBatch, 90m, maxBytesPerBatch, 90000000",
        "maxTokensPerBatch, 2M, maxTokensPerBatch, 2000000",
        "enqueuedTokenLimit, 3M, enqueuedTokenLimit, 3000000",
        "maxBatchesPerHour, 11, maxBatchesPerHour, 11",
        "maxAttempts, 5, maxAttempts, 5",
        "packing, false, packing, NONE",
        "onDoubt, fence, onDoubt, FENCE",
        "keepInputFiles, true, inputFiles, KEEP",
        "resultPatience, 10m, resultPatienceSeconds, 600",
        "parallelTransfers, 3, parallelTransfers, 3"
    })
    void aLimitThatIsGivenForAJobThatExistsChangesThatOneAlone(String option, String value, String place, String sealed)
            throws ReflectiveOperationException {
        LimitTerms before = job.state().limits();
        Limits.record(job, OptionSet.parse(Map.of("model", "m", option, value), NONE, NONE, Scope.WRITE));
        for (RecordComponent limit : LimitTerms.class.getRecordComponents()) {
            Object now = limit.getAccessor().invoke(job.state().limits());
            if (limit.getName().equals(place)) {
                assertThat(now).hasToString(sealed);
            } else {
                assertThat(now)
                        .as(limit.getName())
                        .isEqualTo(limit.getAccessor().invoke(before));
            }
        }
    }

    @Test
    void aReadChangesWhatItMayBeGivenAndNoDefaultOfItsOwn() {
        LimitTerms before = job.state().limits();
        Limits.record(job, OptionSet.parse(NONE, Map.of("maxAttempts", "9"), NONE, Scope.READ));
        assertThat(job.state().limits()).isEqualTo(before);
        Limits.record(job, OptionSet.parse(Map.of("onDoubt", "fence"), NONE, NONE, Scope.READ));
        assertThat(job.state().limits().onDoubt()).isEqualTo(LimitTerms.OnDoubt.FENCE);
        assertThat(job.state().limits().maxAttempts()).isEqualTo(before.maxAttempts());
    }
}
