package io.github.batchferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProofTest {
    private MockWebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MockWebServer();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatForbidsListsIsFineWhetherItHasModelsOrNot() {
        answer(405, "");
        answer(404, "");
        assertThatCode(() -> require("m")).doesNotThrowAnyException();
    }

    @Test
    void aKeyThatIsRefusedIsToldByAServerThatForbidsLists() {
        answer(405, "");
        answer(401, "");
        assertThatThrownBy(() -> require("m"))
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.status()).isEqualTo(401));
    }

    @Test
    void aServerWithoutAListIsFineWhereItKnowsTheModel() {
        answer(404, "");
        answer(200, "{\"id\":\"m\",\"object\":\"model\"}");
        assertThatCode(() -> require("m")).doesNotThrowAnyException();
    }

    @Test
    void anAddressThatKnowsNeitherIsRefused() {
        answer(404, "");
        answer(404, "");
        assertThatThrownBy(() -> require("m"))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("baseUrl");
    }

    @Test
    void withoutAModelToAskForAnAddressWithoutAListIsRefused() {
        answer(404, "");
        assertThatThrownBy(() -> require(null)).isInstanceOf(ExternalException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aKeyThatIsRefusedIsTold(int status) {
        answer(status, "");
        assertThatThrownBy(() -> require("m")).isInstanceOf(ExternalException.class);
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private void require(String model) {
        Connection connection = new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(server.url("/v1").toString()),
                () -> new Secret("sk-test"),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                0);
        try (OkHttpBatchApi api = new OkHttpBatchApi(connection)) {
            new ServerProof(api).require(model);
        }
    }
}
