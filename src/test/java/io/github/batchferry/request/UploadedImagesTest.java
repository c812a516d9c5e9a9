package io.github.batchferry.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.request.RowValues.ImageForm;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are uploaded stand in a line by their hashes, where nothing else can stand. */
class UploadedImagesTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\nrest";
    private static final String ADDRESS = "https://example.com/a.png";

    private final Map<String, String> handedOut = new LinkedHashMap<>();
    private LinkedHashMap<String, String> constants = new LinkedHashMap<>();
    private String system;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1/responses    | 'input':[{'role':'user','content':[{'type':'input_text','text':'p'},{'type':'input_image','file_id': H}]}]",
                "/v1/images/edits | 'prompt':'p','images':[{'file_id': H}]",
                "/v1/videos       | 'prompt':'p','input_reference':{'file_id': H}",
            })
    void eachEndpointNamesThemWhereItTakesTheIdsOfFiles(String path, String fields) throws Exception {
        Endpoint endpoint = Endpoints.of(path).orElseThrow();
        String expected =
                fields.replace("H", "'batchferry-image-" + sha256(PNG) + "'").replace('\'', '"');
        assertThat(line(endpoint, ImageForm.BYTES, "p", PNG)).contains("{\"model\":\"m\"," + expected + "}}\n");
        assertThat(handedOut).isEqualTo(Map.of(sha256(PNG), PNG));
    }

    @Test
    void bytesAndTheirDataUrlAreOneContentAndAnAddressStaysWhereItIs() throws Exception {
        String dataUrl = "DATA:image/anything;Base64," + base64(PNG);
        String broken = dataUrl.replaceFirst(",....", "$0\r\n ");
        String line = line(Endpoints.RESPONSES, ImageForm.URL, "p", dataUrl, ADDRESS, broken);
        assertThat(line).contains("{\"type\":\"input_image\",\"image_url\":\"" + ADDRESS + "\"}");
        assertThat(placeholders(line)).isEqualTo(2);
        assertThat(handedOut).isEqualTo(Map.of(sha256(PNG), PNG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png,abc|unreadable_image",
                "data:image/png;base64|unreadable_image",
                "data:image/png;base64,*|unreadable_image",
                "data:image/png;base64,|unknown_image_type",
                "data:image/png;base64,AAAA|unknown_image_type"
            })
    void aDataUrlWithoutAnImageIsARejectedRow(String url, String code) throws Exception {
        assertThat(line(Endpoints.RESPONSES, ImageForm.URL, "p", url)).isEqualTo(code);
        assertThat(handedOut).isEmpty();
    }

    @Test
    void aRowLeavesNothingForTheNextOne() throws Exception {
        RequestWriter writer = writer(Endpoints.RESPONSES);
        assertThat(line(writer, ImageForm.BYTES, "p", PNG)).startsWith("{");
        handedOut.clear();
        assertThat(line(writer, ImageForm.URL, "p", ADDRESS)).startsWith("{");
        assertThat(handedOut).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                " %s",
                "\" %s",
                "\\\" %s",
                "\\\\\" %s",
                "\"file_id\": %s",
                "x\",\"file_id\": %s,\"y\":\"",
                "{\"type\":\"input_image\",\"file_id\": %s}",
                "ends with a space "
            })
    void noTextOfARowAndNoConstantLooksLikeAPlaceholder(String text) throws Exception {
        String forged = text.formatted("\"batchferry-image-" + "0".repeat(64) + "\"");
        system = forged;
        ObjectNode fields = new ObjectMapper().createObjectNode();
        fields.putObject("metadata").put(forged, forged);
        fields.set(
                "tools", new ObjectMapper().readTree("[{\"file_id\": \"batchferry-image-" + "0".repeat(64) + "\"}]"));
        constants = RequestTemplate.constants(fields);
        String line = line(Endpoints.RESPONSES, ImageForm.URL, forged, forged, "data:;base64," + base64(PNG));
        assertThat(placeholders(line)).isEqualTo(1);
        assertThat(line).contains(new String(ImagePlaceholder.mark(), ISO_8859_1) + sha256(PNG));
    }

    @Test
    void anIdTakesAsMuchRoomAsItsPlaceholder() {
        LineBuffer line = new LineBuffer(16);
        ImagePlaceholder.write("0".repeat(ImagePlaceholder.HASH_LENGTH), line);
        assertThat(line.length()).isEqualTo(ImagePlaceholder.LENGTH);
        assertThat(new String(ImagePlaceholder.filled("file-1"), ISO_8859_1))
                .startsWith("\"file-1\" ")
                .hasSize(ImagePlaceholder.LENGTH);
        String longest = "f".repeat(ImagePlaceholder.LONGEST_ID);
        assertThat(new String(ImagePlaceholder.filled(longest), ISO_8859_1)).isEqualTo("\"" + longest + "\"");
        assertThatThrownBy(() -> ImagePlaceholder.filled(longest + "f")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsUploadedCountsAsItsPlaceholderAgainstTheLimitOfALine() {
        RequestWriter writer = writer(Endpoints.RESPONSES);
        RowValues row = row(ImageForm.BYTES, "p", PNG + "x".repeat(100_000));
        assertThat(writer.prepare(row)).isNull();
        assertThat(writer.leastBytes()).isLessThan(200);
    }

    private String line(Endpoint endpoint, ImageForm form, String prompt, String... images) throws IOException {
        return line(writer(endpoint), form, prompt, images);
    }

    private String line(RequestWriter writer, ImageForm form, String prompt, String... images) throws IOException {
        Rejection rejection = writer.prepare(row(form, prompt, images));
        if (rejection != null) {
            return rejection.code();
        }
        LineBuffer line = new LineBuffer(256);
        assertThat(writer.write(Utf8.of("id-1"), line)).isPositive();
        writer.eachImage((sha256, content) -> handedOut.put(sha256, text(content)));
        return new String(line.bytes(), 0, line.length(), ISO_8859_1);
    }

    private RequestWriter writer(Endpoint endpoint) {
        return new RequestWriter(new RequestTemplate(
                endpoint.path(),
                RequestForm.PROMPT,
                "ask",
                "m",
                null,
                system,
                constants,
                "image",
                ImageTransfer.UPLOADED));
    }

    private static RowValues row(ImageForm form, String prompt, String... images) {
        RowValues row = new RowValues();
        row.payload.point(prompt.getBytes(ISO_8859_1));
        List<byte[]> all = new ArrayList<>();
        for (String image : images) {
            all.add(image.getBytes(ISO_8859_1));
        }
        row.images = new Given(form, all);
        return row;
    }

    private static int placeholders(String line) {
        return line.split(new String(ImagePlaceholder.mark(), ISO_8859_1), -1).length - 1;
    }

    private static String text(Utf8 content) {
        return new String(content.bytes(), content.offset(), content.length(), ISO_8859_1);
    }

    private static String base64(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(ISO_8859_1));
    }

    private static String sha256(String bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(ISO_8859_1)));
    }

    private record Given(ImageForm form, List<byte[]> images) implements RowValues.Images {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public void point(int image, Utf8 at) {
            byte[] bytes = images.get(image);
            at.point(Arrays.copyOf(bytes, bytes.length));
        }
    }
}
