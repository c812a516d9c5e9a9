package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Entry;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.ledger.Unfinished;
import io.github.batchferry.request.ImagePlaceholder;
import io.github.batchferry.request.ImageTransfer;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUploadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINE_LIMIT = 2_000;
    private static final String KEPT_OPEN = "{\"batches\":[{\"stay\":{\"status\":\"validating\"}}]}";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
        bench.limits = Sample.limits(10_000, 50_000, LINE_LIMIT, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void linesNameTheFilesOfTheirImagesAndAreAsLongAsPlanned() throws IOException {
        bench.provider.fault(KEPT_OPEN);
        sealed("w", new int[] {0, 1, 0}, new int[] {1, 2});
        bench.advance().advance();
        assertThat(bench.provider.images()).hasSize(3);
        List<String> named = new ArrayList<>();
        for (int batch = 1; batch <= 2; batch++) {
            for (String line : input(batch).split("\n")) {
                JsonNode image = JSON.readTree(line).at("/body/input/0/content/1");
                assertThat(image.path("type").asText()).isEqualTo("input_image");
                named.add(image.path("file_id").asText());
            }
            assertThat(input(batch)).hasSize((int) bench.batch(batch).planned().bytes());
        }
        assertThat(named.get(2)).isEqualTo(named.get(0));
        assertThat(named.get(3)).isEqualTo(named.get(1));
        assertThat(named)
                .containsOnlyElementsOf(bench.provider.images().stream()
                        .map(file -> file.path("id").asText())
                        .toList());
        assertThat(content(named.get(4)))
                .isEqualTo(Picture.of(2, 3 * LINE_LIMIT).png());
    }

    @Test
    void aJobThatUploadsNothingIsSentAsItIsStaged() throws IOException {
        bench.provider.fault(KEPT_OPEN);
        bench.sealed(3);
        bench.advance().advance();
        assertThat(input(1)).isEqualTo(Files.readString(directory.resolve("job/writes/w1/part-0-a-0.jsonl")));
    }

    @Test
    void anImageThatWasUploadedForOneBatchIsNotUploadedForTheNext() throws IOException {
        sealed("w", new int[] {0, 1});
        assertThat(bench.carriedOn()).isEqualTo(answered(2));
        sealed("x", new int[] {1, 0, 0});
        assertThat(bench.carriedOn()).isEqualTo(answered(5));
        assertThat(bench.provider.images()).hasSize(2);
        bench.assertPaidOnce(5);
    }

    @Test
    void anImageThatWouldExpireBeforeItsBatchIsUploadedAgain() throws IOException {
        sealed("w", new int[] {0});
        bench.carriedOn();
        bench.time.pass(Duration.ofDays(20_000));
        sealed("x", new int[] {0});
        assertThat(bench.carriedOn()).isEqualTo(answered(2));
        assertThat(bench.provider.images()).hasSize(2);
        assertThat(bench.job().state().images().replaced()).isEqualTo(1);
    }

    @Test
    void aRowThatFailedForADeletedImageIsBoughtAgainWithANewOne() throws IOException {
        bench.provider.fault(KEPT_OPEN);
        sealed("w", new int[] {0, 1});
        bench.advance().advance();
        bench.provider.delete(
                "files/" + bench.provider.images().get(0).path("id").asText());
        bench.provider.noFaults();
        bench.provider.release();
        assertThat(bench.carriedOn()).isEqualTo(new Tally(2, 1, 1, 0, 0, 0, 0));
        Retry.Wanted all = new Retry.Wanted(Set.of(), Set.of(), Retry.PerhapsPaid.LEAVE);
        new Retry(bench.job()).free(all, "me");
        assertThat(bench.carriedOn()).isEqualTo(answered(2));
        assertThat(bench.provider.images()).hasSize(2);
    }

    @Test
    void anImageThatTheServerRefusesFailsTheRowsThatNameItAlone() throws IOException {
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/files","status":413,"times":1,
                              "body":{"error":{"code":"too_large","message":"too large"}}}]}""");
        sealed("w", new int[] {0, 1, 0});
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 1, 2, 0, 0, 0, 0));
        assertThat(Unfinished.lines(bench.batch(1)).get(2).message()).isEqualTo("too large");
        bench.assertPaidOnce(1);
    }

    @Test
    void anIdForWhichThereIsNoRoomStopsBeforeAnythingIsBought() throws IOException {
        sealed("w", new int[] {0});
        assertThatThrownBy(() -> bench.advance(bench.job(), new ForwardingApi(bench.api) {
                            @Override
                            public RemoteFile upload(InputFile file) {
                                RemoteFile had = super.upload(file);
                                String id = "f".repeat(ImagePlaceholder.LONGEST_ID + 1);
                                return new RemoteFile(
                                        id,
                                        had.bytes(),
                                        had.createdAt(),
                                        0,
                                        had.filename(),
                                        had.purpose(),
                                        had.status());
                            }
                        })
                        .advance())
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("an id of 83 characters, and a request has room for 82");
        assertThat(bench.provider.batches()).isEmpty();
        assertThat(bench.phase(1)).isEqualTo(BatchState.Phase.PLANNED);
    }

    @Test
    void aBatchWhoseImageWasReplacedWhileItWasUploadedIsNotBoughtWithTheOldOne() throws IOException {
        sealed("w", new int[] {0});
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public RemoteFile upload(InputFile file) {
                        if (file.purpose() == InputFile.Purpose.BATCH) {
                            replaceImages();
                        }
                        return super.upload(file);
                    }
                })
                .advance();
        assertThat(bench.provider.batches()).isEmpty();
        assertThat(bench.provider.files()).as("the loser deletes its upload").isEmpty();
        bench.advance().advance();
        assertThat(bench.provider.batches()).hasSize(1);
    }

    @Test
    void anImageThatWasChangedAfterTheSealIsNotUploaded() throws IOException {
        sealed("w", new int[] {0});
        Path images = directory.resolve("job/writes/w/part-0-a.images");
        byte[] bytes = Files.readAllBytes(images);
        bytes[100]++;
        Files.write(images, bytes);
        assertThatThrownBy(() -> bench.advance().advance()).hasMessageContaining("part-0-a.images' is damaged");
        assertThat(bench.provider.images()).isEmpty();
        assertThat(bench.provider.batches()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".images", ".images.list"})
    void verifyNoticesEachChangedByteOfImages(String ending) throws IOException {
        sealed("w", new int[] {0, 1});
        assertThat(Verification.of(bench.store).requests()).isEqualTo(2);
        Path file = directory.resolve("job/writes/w/part-0-a" + ending);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 1 + bytes.length / 20) {
            bytes[at]++;
            Files.write(file, bytes);
            assertThatThrownBy(() -> Verification.of(bench.store))
                    .as("byte " + at)
                    .hasMessageContaining("part-0-a" + ending);
            bytes[at]--;
        }
    }

    private void replaceImages() {
        Job job = bench.job();
        for (Entry entry : job.entries()) {
            for (Event event : entry.events()) {
                if (event instanceof Event.ImageUploaded image) {
                    String fresh = bench.api
                            .upload(new InputFile("b.png", InputFile.Purpose.VISION, 1, sink -> sink.write(1)))
                            .id();
                    job.append(
                            List.of(new Event.ImageUploaded(image.sha256(), fresh, image.bytes(), 0, image.fileId())));
                }
            }
        }
    }

    private static Tally answered(int rows) {
        return new Tally(rows, rows, 0, 0, 0, 0, 0);
    }

    private String input(int batch) throws IOException {
        return new String(content(bench.batch(batch).fileId()), StandardCharsets.UTF_8);
    }

    private byte[] content(String file) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        bench.api.download(file, content);
        return content.toByteArray();
    }

    /** A write of parts whose rows show pictures of these numbers, each larger than a line may be. */
    private void sealed(String write, int[]... pictures) throws IOException {
        RequestTemplate template = new RequestTemplate(
                Endpoints.RESPONSES.path(),
                RequestForm.PROMPT,
                "prompt",
                "m",
                null,
                null,
                new LinkedHashMap<>(),
                "image",
                ImageTransfer.UPLOADED);
        WriteDraft plain = Bench.draft(write, SealCondition.WRITE_ID_IS_NEW, null, bench.limits);
        WriteDraft draft = new WriteDraft(
                write,
                plain.condition(),
                plain.writeId(),
                plain.schema(),
                plain.sparkVersion(),
                template,
                plain.output(),
                null,
                "",
                plain.connection(),
                plain.purchase(),
                plain.limits());
        List<StagedPart> parts = new ArrayList<>();
        for (int part = 0; part < pictures.length; part++) {
            PartStaging staging = new PartStaging(
                    bench.store,
                    part,
                    "writes/" + write + "/part-" + part + "-a",
                    new byte[0],
                    template,
                    new ShardLimits(50_000, LINE_LIMIT, ShardLimits.MAX_INPUTS),
                    new IdSource(null));
            GeneratedIds ids = new GeneratedIds(write, part);
            Utf8 id = new Utf8();
            RowValues values = new RowValues();
            for (int picture : pictures[part]) {
                values.payload.point("what is this?".getBytes(StandardCharsets.UTF_8));
                values.images = Picture.of(picture, 3 * LINE_LIMIT);
                ids.point(staging.rows(), id);
                staging.add(values, id, new byte[8], 0, 8);
            }
            parts.add(staging.finish());
        }
        assertThat(new Sealer(bench.job(), draft).seal(parts)).isEmpty();
    }
}
