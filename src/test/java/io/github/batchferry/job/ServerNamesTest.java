package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerNamesTest {
    private static final String ODD = "../../../escaped.jsonl";

    @TempDir
    Path directory;

    @Test
    void aFileNameOfTheServerMakesNoPath() throws IOException {
        try (Bench bench = new Bench(directory).sealed(3)) {
            Job job = bench.job();
            BatchApi odd = new Renaming(bench.api);
            bench.advance(job, odd).advance();
            bench.provider.awaitEnds();
            bench.advance(job, odd).advance();
            assertThat(bench.phase(1)).isEqualTo(BatchState.Phase.COLLECTED);
            assertThat(bench.store.list("results"))
                    .hasSizeGreaterThan(1)
                    .allMatch(file -> file.name().matches("00001-[0-9a-z]{10}-0\\.(output\\.jsonl|index)"));
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files).noneMatch(file -> file.toString().contains("escaped"));
            }
        }
    }

    private static final class Renaming extends ForwardingApi {
        Renaming(BatchApi api) {
            super(api);
        }

        @Override
        public RemoteFile upload(InputFile file) {
            return renamed(super.upload(file));
        }

        @Override
        public Optional<RemoteFile> file(String fileId) {
            return super.file(fileId).map(Renaming::renamed);
        }

        private static RemoteFile renamed(RemoteFile file) {
            return new RemoteFile(
                    file.id(), file.bytes(), file.createdAt(), file.expiresAt(), ODD, file.purpose(), file.status());
        }
    }
}
