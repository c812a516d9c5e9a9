package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest extends WorldFixture {
    private String output(String batch) throws IOException {
        return "files/" + client.batch(batch).path("output_file_id").asText() + "/content";
    }

    @ParameterizedTest
    @CsvSource({
        "file=late-404, 404, No such File",
        "file=late-403, 403, no access",
        "file=late-410, 410, is gone",
        "file=late-page-200, 200, <html>",
        "file=late-page-503, 503, <html>",
    })
    void resultsMayComeLaterThanTheEnd(String world, int status, String words) throws Exception {
        world(world);
        String output = output(ended(2));
        EmulatorClient.Answer early = client.get(output);
        assertThat(early.status()).isEqualTo(status);
        assertThat(early.text()).contains(words);
        later(180);
        assertThat(client.get(output).text().lines()).hasSize(2).allMatch(line -> line.contains("custom_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file=half", "file=half-lines"})
    void resultsMayBeHalfWithACleanEnd(String world) throws Exception {
        world(world);
        String output = output(ended(4));
        String half = client.get(output).text();
        later(180);
        String whole = client.get(output).text();
        assertThat(whole).startsWith(half).hasSizeGreaterThan(half.length());
        assertThat(half.endsWith("\n")).isEqualTo(world.equals("file=half-lines"));
        assertThat(whole.lines()).hasSize(4);
    }

    @Test
    void contentsMayBeCompressedUnasked() throws Exception {
        world("file=gzip");
        HttpResponse<byte[]> answer = raw("/v1/" + output(ended(2)), "Authorization");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @Test
    void contentsMayStandAtASignedAddressThatRefusesTokens() throws Exception {
        world("file=redirect");
        HttpResponse<byte[]> redirect = raw("/v1/" + output(ended(2)), "Authorization");
        assertThat(redirect.statusCode()).isEqualTo(302);
        String address = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(raw(address, "Authorization").statusCode()).isEqualTo(400);
        HttpResponse<byte[]> content = raw(address, "X-Nothing");
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(new String(content.body(), StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"file=bytes-null, null", "file=bytes-zero, 0"})
    void aFileMayNotKnowItsLength(String world, String bytes) throws Exception {
        world(world);
        String file = upload(1);
        assertThat(client.get("files/" + file).json().path("bytes").toString()).isEqualTo(bytes);
        assertThat(client.get("files/" + file + "/content").text()).isEqualTo(EmulatorClient.chatLines(1));
    }

    @Test
    void aFileMayAnnounceAnotherLengthThanItHas() throws Exception {
        world("file=bytes-wrong");
        String file = upload(1);
        assertThat(client.get("files/" + file).json().path("bytes").asInt())
                .isGreaterThan(EmulatorClient.chatLines(1).length());
        assertThat(client.get("files/" + file + "/content").text()).isEqualTo(EmulatorClient.chatLines(1));
    }

    @Test
    void anInputFileMayStayUploadedAndBeUsable() throws Exception {
        world("file=uploaded");
        String file = upload(1);
        later(100_000);
        assertThat(client.get("files/" + file).json().path("status").asText()).isEqualTo("uploaded");
        assertThat(create(file).status()).isEqualTo(200);
    }

    @Test
    void anErrorFileMayHaveNoBytes() throws Exception {
        world("file=empty-errors");
        JsonNode id = client.batch(ended(1)).path("error_file_id");
        assertThat(client.get("files/" + id.asText()).json().path("bytes").asInt())
                .isZero();
        EmulatorClient.Answer content = client.get("files/" + id.asText() + "/content");
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"delete=404, 404", "delete=405, 405", "delete=lies, 200"})
    void aDeletionMayDeleteNothing(String world, int status) throws Exception {
        world(world);
        String file = upload(1);
        EmulatorClient.Answer answer = client.delete("files/" + file);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("deleted").asBoolean()).isEqualTo(status == 200);
        assertThat(client.get("files/" + file).status()).isEqualTo(200);
    }

    private HttpResponse<byte[]> raw(String path, String header) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url()).resolve(path))
                .header(header, "Bearer sk-test")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
