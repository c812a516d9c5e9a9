package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    @TempDir
    static Path directory;

    private static Emulator emulator;
    private static EmulatorClient client;

    @BeforeAll
    static void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory));
        client = new EmulatorClient(emulator);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest(name = "{1} of {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"endpoint\":E,\"completion_window\":\"24h\"}                       |missing_required_parameter|input_file_id",
                "{\"input_file_id\":\"f\",\"completion_window\":\"24h\"}              |missing_required_parameter|endpoint",
                "{\"input_file_id\":\"f\",\"endpoint\":E}                             |missing_required_parameter|completion_window",
                "{\"input_file_id\":1,\"endpoint\":E,\"completion_window\":\"24h\"}   |invalid_type|input_file_id",
                "{\"input_file_id\":\"f\",\"endpoint\":\"/x\",\"completion_window\":\"24h\"}|invalid_value|endpoint",
                "{\"input_file_id\":\"f\",\"endpoint\":E,\"completion_window\":\"1h\"}|invalid_value|completion_window",
                "{OK,\"metadata\":{\"k\":1}}                                          |invalid_type|metadata.k",
                "{OK,\"metadata\":[]}                                                 |invalid_type|metadata",
                "{OK,\"metadata\":{\"k\":\"LONG\"}}                                   |string_above_max_length|metadata.k",
                "{OK,\"metadata\":{\"LONG\":\"v\"}}                                   |property_name_above_max_length|metadata",
                "{OK,\"metadata\":MANY}                                               |object_above_max_properties|metadata",
                "{OK,\"output_expires_after\":{\"anchor\":\"now\",\"seconds\":3600}}  |invalid_value|output_expires_after.anchor",
                "{OK,\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":1}}|integer_below_min_value"
                        + "|output_expires_after.seconds",
                "{OK,\"surprise\":1}                                                  |unknown_parameter|surprise",
                "no json                                                              ||",
            })
    void aWrongCreationIsRefusedAtOnce(String body, String code, String param) throws Exception {
        StringBuilder many = new StringBuilder("{\"k0\":\"v\"");
        for (int i = 1; i < 17; i++) {
            many.append(",\"k").append(i).append("\":\"v\"");
        }
        String json = body.replace("OK", "\"input_file_id\":\"f\",\"endpoint\":E,\"completion_window\":\"24h\"")
                .replace(":E", ":\"/v1/chat/completions\"")
                .replace("LONG", "x".repeat(513))
                .replace("MANY", many.append("}"));
        EmulatorClient.Answer answer = client.post("batches", json);

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(error.path("param").textValue()).isEqualTo(param);
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(client.get("batches").json().path("data")).isEmpty();
    }

    @Test
    void metadataAtItsLimitsIsTaken() throws Exception {
        try (Emulator other = Emulator.start(EmulatorConfig.at(directory.resolve("other")))) {
            JsonNode batch = new EmulatorClient(other)
                    .create("file-x", "/v1/responses", Map.of("k".repeat(64), "v".repeat(512)));
            assertThat(batch.path("status").asText()).isEqualTo("validating");
        }
    }

    @Test
    void aFileMustBeNamedAsJsonLines() throws Exception {
        EmulatorClient.Answer answer = client.multipart(Map.of("purpose", "batch"), "rows.csv", "x");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").asText())
                .isEqualTo("Invalid file format for Batch API. Must be .jsonl");
        assertThat(answer.json().path("error").path("code").isNull()).isTrue();
    }

    @Test
    void aFileNeedsItsPurpose() throws Exception {
        assertThat(refusedUpload(Map.of()).path("code").asText()).isEqualTo("missing_required_parameter");
        assertThat(refusedUpload(Map.of("purpose", "assistants")).path("code").asText())
                .isEqualTo("invalid_value");
    }

    @Test
    void aFileIsKeptForAnHourAtLeast() throws Exception {
        Map<String, String> fields =
                Map.of("purpose", "batch", "expires_after[anchor]", "created_at", "expires_after[seconds]", "3599");
        assertThat(refusedUpload(fields).path("code").asText()).isEqualTo("integer_below_min_value");
    }

    @Test
    void aWrongKeyIsRefusedWithoutBeingShown() throws Exception {
        EmulatorClient.Answer answer = new EmulatorClient(emulator, "sk-wrong-abcdefghijklmnop").get("batches?limit=1");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").path("code").asText()).isEqualTo("invalid_api_key");
        assertThat(answer.text()).doesNotContain("sk-wrong-abcdefghijklmnop");
    }

    @Test
    void aKeyIsTakenFromEitherHeader() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.url() + "/files"));
        HttpClient http = HttpClient.newHttpClient();
        assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(http.send(request.header("api-key", "k").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"batches/batch_none,404", "files/file-none,404", "files/file-none/content,404", "models,404"})
    void whatIsUnknownIsA404(String path, int status) throws Exception {
        EmulatorClient.Answer answer = client.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").path("message").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary at all",
                "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch",
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{}\r\n"
            })
    void aBrokenFormIsRefusedInTheWordsOfTheApi(String form) throws Exception {
        EmulatorClient.Answer answer =
                client.send("POST", "files", BodyPublishers.ofString(form), "multipart/form-data; boundary=b");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").asText()).contains("multipart form");
        assertThat(answer.json().path("error").path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(client.get("files").json().path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"batches, 200", "files, 200", "batches/batch_none, 404", "nothing, 404", "/emulator/calls, 200"})
    void aHeadIsAnsweredAsAGetWithoutItsBody(String path, int status) throws Exception {
        try (Complaints complaints = new Complaints("com.sun.net.httpserver")) {
            EmulatorClient.Answer answer = client.send("HEAD", path, BodyPublishers.noBody(), "application/json");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text()).isEmpty();
            assertThat(Integer.parseInt(answer.header("content-length"))).isPositive();
            assertThat(complaints.texts()).isEmpty();
        }
    }

    @Test
    void aModelIsKnownUnlessItsNameSaysNo() throws Exception {
        JsonNode model = client.get("models/gpt-test").json();
        assertThat(model.path("id").asText()).isEqualTo("gpt-test");
        assertThat(model.path("object").asText()).isEqualTo("model");
        assertThat(model.path("shutdown_date").isNull()).isTrue();
        EmulatorClient.Answer unknown = client.get("models/no-such-model");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().at("/error/code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void theEndOfAModelCanBeScripted() throws Exception {
        client.fault("""
                {"requests":[{"method":"GET","path":"/v1/models/gpt-old","times":-1,"status":200,
                  "body":{"id":"gpt-old","object":"model","shutdown_date":"2026-02-01"}}]}""");
        assertThat(client.get("models/gpt-old").json().path("shutdown_date").asText())
                .isEqualTo("2026-02-01");
        assertThat(client.get("models/gpt-new").json().path("shutdown_date").isNull())
                .isTrue();
        client.delete("/emulator/faults");
    }

    private static JsonNode refusedUpload(Map<String, String> fields) throws Exception {
        EmulatorClient.Answer answer = client.multipart(fields, "rows.jsonl", "x");
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().path("error");
    }
}
