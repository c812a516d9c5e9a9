package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.provider.Provider;
import java.time.Duration;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we send to a provider that differs from OpenAI. */
class MannersTest {
    private static final Provider AZURE = Provider.named("azure");
    private static final Provider TOGETHER = Provider.named("together");

    @StartStop
    final MockWebServer server = new MockWebServer();

    private final Api client = new Api();

    @Test
    void anUploadGoesWhereItsProviderTakesIt() throws Exception {
        server.enqueue(Api.json(200, "{'id':'file-1','bytes':5}".replace('\'', '"')));
        try (OkHttpBatchApi api = client.of(TOGETHER, server)) {
            assertThat(api.upload(Api.input("lines")).id()).isEqualTo("file-1");
        }
        var request = server.takeRequest();
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/files/upload");
        assertThat(request.getBody().utf8())
                .containsSubsequence("name=\"purpose\"", "batch-api", "name=\"file_name\"", "in.jsonl", "name=\"file\"")
                .doesNotContain("expires_after");
    }

    @Test
    void azureIsToldInDotsHowLongAFileIsKept() throws Exception {
        server.enqueue(file("processed"));
        try (OkHttpBatchApi api = client.of(AZURE, server)) {
            api.upload(Api.input("lines"));
        }
        var request = server.takeRequest();
        assertThat(request.getHeaders().get("api-key")).isEqualTo(Api.TOKEN);
        assertThat(request.getHeaders().get("Authorization")).isNull();
        assertThat(request.getBody().utf8())
                .containsSubsequence(
                        "name=\"expires_after.anchor\"",
                        "created_at",
                        "name=\"expires_after.seconds\"",
                        "2592000",
                        "name=\"file\"")
                .doesNotContain("expires_after[");
        assertThat(client.waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"processed", "Processed", "error"})
    void azureHasProcessedAFileBeforeABatchMayNameIt(String last) throws Exception {
        server.enqueue(file("pending"));
        server.enqueue(Api.json(404, "{}"));
        server.enqueue(file("running"));
        server.enqueue(file(last));
        try (OkHttpBatchApi api = client.of(AZURE, server)) {
            assertThat(api.upload(Api.input("lines")).status()).isEqualTo(last);
        }
        assertThat(client.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        server.takeRequest();
        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1/files/file-1");
    }

    @Test
    void aFileThatIsNeverProcessedIsNotWaitedForForEver() throws Exception {
        for (int i = 0; i < 40; i++) {
            server.enqueue(file("pending"));
        }
        try (OkHttpBatchApi api = client.of(AZURE, server)) {
            RemoteFile file = api.upload(Api.input("lines"));
            assertThat(file.status()).isEqualTo("pending");
        }
        Duration waited = client.waits.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(waited).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void nobodyElsesFileIsWaitedFor() throws Exception {
        server.enqueue(file("uploaded"));
        try (OkHttpBatchApi api = client.of(Provider.OPENAI, server)) {
            api.upload(Api.input("lines"));
        }
        assertThat(client.waits).isEmpty();
    }

    @Test
    void aListWithCursorsIsFollowedByThem() throws Exception {
        server.enqueue(Api.json(200, "{\"data\":[{\"id\":\"b1\"}],\"paging\":{\"next_cursor\":\"c2\"}}"));
        server.enqueue(Api.json(200, "{\"data\":[{\"id\":\"b2\"}],\"paging\":{\"next_cursor\":null}}"));
        try (OkHttpBatchApi api = client.of(Provider.named("groq"), server)) {
            BatchPage first = api.list(null, 100);
            assertThat(first.hasMore()).isTrue();
            assertThat(api.list(first.cursor(), 100).hasMore()).isFalse();
        }
        server.takeRequest();
        assertThat(server.takeRequest().getUrl().encodedQuery()).isEqualTo("limit=100&cursor=c2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"paging\":{}", "\"paging\":null", "\"object\":\"list\"", "\"paging\":{\"next_cursor\":{}}"})
    void aPageThatNamesNoCursorHasNotSaidThatItIsTheLast(String end) throws Exception {
        server.enqueue(Api.json(200, "{\"data\":[{\"id\":\"b1\"}]," + end + "}"));
        try (OkHttpBatchApi api = client.of(Provider.named("groq"), server)) {
            assertThat(api.list(null, 100).hasMore()).isTrue();
        }
    }

    @Test
    void aListByOffsetsIsFollowedByHowManyWereSeen() throws Exception {
        server.enqueue(Api.json(200, "{\"data\":[{\"id\":\"b1\"},{\"id\":\"b2\"}]}"));
        server.enqueue(Api.json(200, "{\"data\":[{\"id\":\"b3\"}]}"));
        try (OkHttpBatchApi api = client.of(Provider.named("llm-d"), server)) {
            BatchPage first = api.list(null, 100);
            assertThat(api.list(first.cursor(), 100).cursor()).isEqualTo("3");
        }
        server.takeRequest();
        assertThat(server.takeRequest().getUrl().encodedQuery()).isEqualTo("limit=100&after=2");
    }

    @Test
    void aBareListHasEndedOnlyWhereAPageIsEmpty() throws Exception {
        server.enqueue(Api.json(200, "[{\"id\":\"b1\"}]"));
        server.enqueue(Api.json(200, "[]"));
        try (OkHttpBatchApi api = client.of(TOGETHER, server)) {
            BatchPage first = api.list(null, 100);
            assertThat(first.hasMore()).isTrue();
            assertThat(api.list(first.cursor(), 100).hasMore()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"file-a/b+c=,/v1/files/file-a%2Fb+c%3D", "files/abc,/v1/files/files%2Fabc"})
    void anIdWithSlashesStaysOneWordOfThePath(String id, String path) throws Exception {
        server.enqueue(file("processed"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.file(id)).isPresent();
        }
        assertThat(server.takeRequest().getUrl().encodedPath().replace("=", "%3D"))
                .isEqualTo(path);
    }

    @Test
    void aBatchJustCreatedMayStandInAJob() throws Exception {
        server.enqueue(Api.json(201, "{\"job\":" + Api.BATCH + "}"));
        try (OkHttpBatchApi api = client.of(TOGETHER, server)) {
            assertThat(api.create(Api.CREATE))
                    .isInstanceOfSatisfying(
                            Purchase.Created.class,
                            created -> assertThat(created.batch().id()).isEqualTo("batch_1"));
        }
    }

    @Test
    void anEndpointIsNamedAsItsProviderNamesIt() throws Exception {
        server.enqueue(Api.json(200, Api.BATCH));
        try (OkHttpBatchApi api = client.of(Provider.named("zhipu"), server)) {
            api.create(Api.CREATE);
        }
        assertThat(server.takeRequest().getBody().utf8()).contains("\"endpoint\":\"/v4/embeddings\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Authentication Error, LiteLLM Virtual Key expected.\",\"code\":\"400\"}}",
                "{\"error\":{\"message\":\"API key not valid. Please pass a valid API key.\"}}",
                "{\"code\":\"InvalidApiKey\",\"message\":\"x\"}",
                "Invalid API key provided"
            })
    void aWrongKeyIsToldByItsWordsWhateverTheStatus(String body) throws Exception {
        server.enqueue(Api.json(400, body));
        server.enqueue(Api.json(400, body));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageEndingWith("Check the API token that apiTokenRef points to.");
            assertThat(api.create(Api.CREATE))
                    .isInstanceOfSatisfying(
                            Purchase.Denied.class,
                            denied -> assertThat(denied.passing()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no such thing",
                "\"no such thing\"",
                "{\"error\":\"no such thing\"}",
                "{\"detail\":\"no such thing\"}",
                "{\"msg\":\"no such thing\"}",
                "{\"errors\":\"no such thing\"}"
            })
    void aRefusalIsToldWhateverItsForm(String body) {
        server.enqueue(Api.json(422, body));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).hasMessageEndingWith("HTTP 422: no such thing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"The key 'name' is missing", "no key frames in video", "unknown field"})
    void anotherRefusalSaysNothingOfTheKey(String words) {
        server.enqueue(Api.error(400, "x", words));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).message().doesNotContain("apiTokenRef");
        }
    }

    private static mockwebserver3.MockResponse file(String status) {
        return Api.json(200, "{\"id\":\"file-1\",\"bytes\":5,\"status\":\"" + status + "\"}");
    }
}
