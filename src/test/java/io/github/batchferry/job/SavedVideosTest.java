package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.job.collect.Recollect;
import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.ledger.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The videos of a batch become files, once each, or it is said why not. */
class SavedVideosTest {
    private static final long NOW = Sample.AT.getEpochSecond();

    @TempDir
    Path directory;

    private Filming filming;
    private Bench bench;

    @BeforeEach
    void start() {
        filming = Filming.videos(directory);
        bench = filming.bench;
    }

    @AfterEach
    void stop() {
        filming.close();
    }

    @Test
    void eachVideoStandsAsAFileAndIsFetchedOnce() throws IOException {
        filming.bought(4);
        bench.carriedOn();
        assertThat(filming.rows()).hasSize(4).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo("succeeded");
            assertThat(row.path())
                    .startsWith("file:" + bench.store.location() + "/assets/00001-")
                    .endsWith("-0.mp4");
            assertThat(Filming.read(row.path())).hasSizeGreaterThan(1 << 16);
        });
        assertThat(filming.files()).isEqualTo(filming.paths());
        assertThat(filming.downloads()).isEqualTo(4);
        bench.carriedOn();
        assertThat(filming.downloads()).isEqualTo(4);
        bench.assertPaidOnce(4);
        assertThat(Verification.of(bench.store).answers()).isEqualTo(4);
    }

    @Test
    void whatBreaksInTheMiddleNeverCountsAndWhatIsWholeIsNotFetchedAgain() throws IOException {
        filming.bought(3);
        bench.provider.fault(content("\"nth\":2,\"times\":-1,\"truncate\":30000"));
        Advance advance = bench.advance();
        assertThat(advance.advance().mayMove()).isTrue();
        assertThat(filming.files()).hasSize(1).isEqualTo(filming.paths());
        assertThat(filming.rows().get(1).problem()).contains("not downloaded yet and is tried again", "30000 of 65568");
        assertThat(bench.said()).contains("2 assets of its answers are not saved yet");
        bench.provider.noFaults();
        int before = filming.downloads();
        advance.advance();
        assertThat(filming.downloads()).as("it rests").isEqualTo(before);
        bench.time.pass(Duration.ofMinutes(1));
        assertThat(advance.advance().mayMove()).isFalse();
        assertThat(filming.downloads()).isEqualTo(before + 2);
        assertThat(filming.files()).hasSize(3).isEqualTo(filming.paths());
        assertWhole();
    }

    @Test
    void aBreakThatPassesIsGoneOverAtOnce() throws IOException {
        filming.bought(2);
        bench.provider.fault(content("\"times\":2,\"truncate\":30000"));
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(filming.files()).hasSize(2).isEqualTo(filming.paths());
        assertWhole();
    }

    @Test
    void aVideoThatIsNotThereIsAskedForAsLongAsResultsAreAndThenSaidToBeMissing() throws IOException {
        filming.bought(1);
        bench.provider.fault(content("\"times\":-1,\"status\":404"));
        assertThat(bench.advance().advance().mayMove()).isTrue();
        bench.time.pass(Duration.ofMinutes(61));
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(filming.rows().get(0).status()).isEqualTo("succeeded");
        assertThat(filming.rows().get(0).problem())
                .contains("could not be downloaded, though the server keeps it until", "HTTP 404", "'recollect'");
        bench.provider.noFaults();
        assertThat(bench.advance().advance().mayMove()).isFalse();
        new Recollect(bench.job(), bench.api, bench.said::add, bench.time.asTime()).recollect();
        assertThat(filming.files()).hasSize(1).isEqualTo(filming.paths());
        bench.assertPaidOnce(1);
    }

    @Test
    void aServerThatIsOutIsWaitedForADayAndNotForEver() throws IOException {
        filming.bought(1);
        bench.provider.fault(content("\"times\":-1,\"status\":500"));
        bench.advance().advance();
        bench.time.pass(Duration.ofHours(23));
        assertThat(bench.advance().advance().mayMove()).isTrue();
        bench.time.pass(Duration.ofHours(2));
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(filming.rows().get(0).problem()).contains("could not be downloaded", "HTTP 500");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 503})
    void aVideoThatExpiredBeforeSaysSo(int status) throws IOException {
        body("{\"id\":\"video_1\",\"status\":\"completed\",\"expires_at\":" + (NOW - 60) + "}");
        bench.provider.fault(content("\"times\":-1,\"status\":" + status));
        filming.bought(1);
        bench.carriedOn();
        assertThat(filming.rows().get(0).status()).isEqualTo("succeeded");
        assertThat(filming.rows().get(0).problem())
                .startsWith("the video expired at 2025-12-31T23:59:00Z before it was downloaded");
        bench.assertPaidOnce(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "in_progress", "expired"})
    void aVideoThatIsNotMadeIsNotAskedFor(String status) throws IOException {
        body("{\"id\":\"video_1\",\"status\":\"" + status + "\"}");
        filming.bought(1);
        bench.carriedOn();
        assertThat(filming.rows().get(0).status()).isEqualTo("succeeded");
        assertThat(filming.rows().get(0).problem()).contains("'" + status + "'", "final");
        assertThat(filming.downloads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../x", "..", "a\\u0000b"})
    void anIdIsNeverAPathNorAnythingElseThanAnId(String id) throws IOException {
        body("{\"id\":\"" + id + "\",\"status\":\"completed\",\"expires_at\":" + (NOW + 86_400) + "}");
        filming.bought(1);
        bench.carriedOn();
        assertThat(filming.rows().get(0).problem()).contains("is not an id that can be asked for under /videos");
        assertThat(filming.files()).isEmpty();
        assertThat(filming.downloads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\\\"error\\\": 1}", "<html>later</html>", ""})
    void aTextInPlaceOfAVideoIsNone(String text) throws IOException {
        filming.bought(1);
        bench.provider.fault(content("\"times\":-1,\"status\":200,\"body\":\"" + text + "\""));
        assertThat(bench.advance().advance().mayMove()).isTrue();
        assertThat(filming.files()).isEmpty();
        assertThat(filming.rows().get(0).problem()).contains("the server sent");
    }

    @Test
    void ofTwoDriversOneRecordsAndTheOtherOneLeavesNothing() throws IOException {
        filming.bought(3);
        Advance other = bench.advance();
        Advance first = bench.advance(bench.job(), new ForwardingApi(bench.api) {
            private boolean met;

            @Override
            public Optional<Long> video(String videoId, OutputStream sink) {
                if (!met) {
                    met = true;
                    other.advance();
                }
                return super.video(videoId, sink);
            }
        });
        assertThat(first.advance().mayMove()).isFalse();
        assertThat(filming.files()).hasSize(3).isEqualTo(filming.paths());
        assertThat(bench.batch(1).assets().look()).isEqualTo(1);
        assertWhole();
    }

    @Test
    void aKeyThatIsRefusedInTheMiddleKeepsWhatWasSaved() throws IOException {
        filming.bought(3);
        bench.provider.fault(content("\"nth\":3,\"status\":401"));
        assertThatThrownBy(() -> bench.advance().advance())
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.status()).isEqualTo(401));
        assertThat(filming.paths()).hasSize(2);
        assertThat(filming.rows().get(2).assets()).isEmpty();
        bench.advance().advance();
        assertThat(filming.downloads()).isEqualTo(3);
        assertThat(filming.paths()).hasSize(3);
    }

    @Test
    void aLongLookIsRecordedOnTheWay() throws IOException {
        filming.bought(4);
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Optional<Long> video(String videoId, OutputStream sink) {
                        bench.time.pass(Duration.ofSeconds(40));
                        return super.video(videoId, sink);
                    }
                })
                .advance();
        assertThat(filming.paths()).hasSize(4);
        assertThat(bench.batch(1).assets().look()).isEqualTo(2);
        assertWhole();
    }

    @Test
    void aByteThatChangedInAFileIsFound() throws IOException {
        filming.bought(1);
        bench.carriedOn();
        Path file = Path.of(filming.files().get(0).substring("file:".length()));
        byte[] bytes = Files.readAllBytes(file);
        bytes[40_000] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Verification.of(bench.store))
                .hasMessageContaining(file.getFileName().toString());
    }

    private void assertWhole() throws IOException {
        Verification.of(bench.store);
        for (String path : filming.paths()) {
            assertThat(Filming.read(path)).hasSize(videoBytes());
        }
        bench.assertPaidOnce(filming.rows().size());
    }

    private static int videoBytes() {
        return 24 + 8 + (1 << 16);
    }

    private void body(String body) {
        bench.provider.fault("{\"lines\":[{\"body\":" + body + "}]}");
    }

    private static String content(String fault) {
        return "{\"requests\":[{\"path\":\"/v1/videos/.*\"," + fault + "}]}";
    }
}
