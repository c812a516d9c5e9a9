package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchListPage;
import com.openai.models.batches.BatchListParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileDeleted;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official client finds what it expects. */
class OpenAiJavaClientTest {
    @TempDir
    Path directory;

    private Emulator emulator;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory));
        client = client("sk-test");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void itUploadsCreatesPollsAndReads() throws Exception {
        String content = EmulatorClient.chatLines(20);
        FileObject file = upload(content);
        assertThat(file.validate().bytes()).isEqualTo(content.length());
        assertThat(file.expiresAt()).contains(file.createdAt() + 7200);
        assertThat(client.files().retrieve(file.id()).filename()).isEqualTo("rows.jsonl");

        Batch created = create(file.id());
        assertThat(created.validate().status()).isEqualTo(Batch.Status.VALIDATING);
        Batch batch = awaitEnd(created.id());
        assertThat(batch.validate().status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(batch.requestCounts().orElseThrow().completed()).isEqualTo(20);
        assertThat(batch.usage().orElseThrow().totalTokens()).isPositive();
        assertThat(batch.metadata().orElseThrow()._additionalProperties()).containsEntry("job", JsonValue.from("j1"));
        assertThat(batch.errorFileId()).isEmpty();
        try (HttpResponse output = client.files().content(batch.outputFileId().orElseThrow())) {
            assertThat(new String(output.body().readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(20);
        }
        FileDeleted deleted = client.files().delete(file.id());
        assertThat(deleted.validate().deleted()).isTrue();
    }

    @Test
    void itListsOverThreePages() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, create("file-none").id());
        }
        BatchListPage page =
                client.batches().list(BatchListParams.builder().limit(2).build());
        assertThat(page.data()).hasSize(2);
        assertThat(page.nextPage().data()).hasSize(2);
        assertThat(page.nextPage().nextPage().data()).hasSize(1);
        assertThat(page.nextPage().nextPage().hasNextPage()).isFalse();
        assertThat(page.autoPager().stream().map(Batch::id)).isEqualTo(ids);
    }

    @Test
    void itCancels() throws Exception {
        EmulatorClient plain = new EmulatorClient(emulator);
        plain.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}");
        String id = create(upload(EmulatorClient.chatLines(2)).id()).id();
        assertThat(client.batches().cancel(id).status()).isEqualTo(Batch.Status.CANCELLING);
        assertThat(awaitEnd(id).status()).isEqualTo(Batch.Status.CANCELLED);
    }

    @Test
    void itReadsValidationErrors() throws Exception {
        Batch batch = awaitEnd(create(upload("no json\n").id()).id());
        assertThat(batch.validate().status()).isEqualTo(Batch.Status.FAILED);
        assertThat(batch.errors().orElseThrow().data().orElseThrow())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).contains("invalid_json_line");
                    assertThat(error.line()).contains(1L);
                });
    }

    @Test
    void itThrowsTypedErrors() throws Exception {
        assertThatThrownBy(() -> client.batches().retrieve("batch_none")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.files().retrieve("file-none")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client("sk-wrong").batches().list())
                .isInstanceOfSatisfying(
                        UnauthorizedException.class, e -> assertThat(e.code()).contains("invalid_api_key"));
        assertThatThrownBy(() -> client.batches()
                        .create(params("file-x")
                                .endpoint(BatchCreateParams.Endpoint.of("/v1/other"))
                                .build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("endpoint"));
        String done = awaitEnd(create("file-none").id()).id();
        assertThatThrownBy(() -> client.batches().cancel(done))
                .isInstanceOf(UnexpectedStatusCodeException.class)
                .satisfies(e ->
                        assertThat(((OpenAIServiceException) e).statusCode()).isEqualTo(409))
                .hasMessageContaining("Cannot cancel a batch with status 'failed'.");
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(emulator.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private FileObject upload(String content) {
        return client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .expiresAfter(FileCreateParams.ExpiresAfter.builder()
                                .seconds(7200)
                                .build())
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                                .filename("rows.jsonl")
                                .build())
                        .build());
    }

    private static BatchCreateParams.Builder params(String fileId) {
        return BatchCreateParams.builder()
                .inputFileId(fileId)
                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .metadata(BatchCreateParams.Metadata.builder()
                        .putAdditionalProperty("job", JsonValue.from("j1"))
                        .build());
    }

    private Batch create(String fileId) {
        return client.batches().create(params(fileId).build());
    }

    private Batch awaitEnd(String id) throws Exception {
        new EmulatorClient(emulator).awaitEnd(id);
        return client.batches().retrieve(id);
    }
}
