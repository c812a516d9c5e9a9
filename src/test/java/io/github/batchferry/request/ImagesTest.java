package io.github.batchferry.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.RowValues.ImageForm;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images stand behind the prompt as each endpoint wants them, bytes as a data URL of their kind. */
class ImagesTest {
    private static final String ONE = "https://example.com/a.png";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1/chat/completions | 'messages':[{'role':'system','content':'s'},{'role':'user','content':[{'type':'text','text':'p'},{'type':'image_url','image_url':{'url':'U'}},{'type':'image_url','image_url':{'url':'V'}}]}]",
                "/v1/responses        | 'instructions':'s','input':[{'role':'user','content':[{'type':'input_text','text':'p'},{'type':'input_image','image_url':'U'},{'type':'input_image','image_url':'V'}]}]",
                "/v1/moderations      | 'input':[{'type':'text','text':'p'},{'type':'image_url','image_url':{'url':'U'}},{'type':'image_url','image_url':{'url':'V'}}]",
                "/v1/images/edits     | 'prompt':'p','images':[{'image_url':'U'},{'image_url':'V'}]",
            })
    void eachEndpointGetsThemWhereItTakesThem(String path, String fields) {
        assertThat(line(Endpoints.of(path).orElseThrow(), ImageForm.URL, "U", "V"))
                .contains("{\"model\":\"m\"," + fields.replace('\'', '"') + "}}\n");
    }

    @Test
    void aVideoBeginsWithOneImageAtMost() {
        Endpoint videos = Endpoints.of("/v1/videos").orElseThrow();
        assertThat(line(videos, ImageForm.URL, "U"))
                .contains("{\"model\":\"m\",\"prompt\":\"p\",\"input_reference\":{\"image_url\":\"U\"}}}\n");
        assertThat(line(videos, ImageForm.URL, "U", "V")).isEqualTo("too_many_images");
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0089PNG\r\n\u001a\nrest', image/png, iVBORw0KGgpyZXN0",
        "'\u00ff\u00d8\u00ff\u00e0', image/jpeg, /9j/4A==",
        "'GIF89a', image/gif, R0lGODlh",
        "'RIFFsizeWEBPVP8 ', image/webp, UklGRnNpemVXRUJQVlA4IA=="
    })
    void bytesBecomeADataUrlOfTheirKind(String bytes, String mediaType, String base64) {
        assertThat(line(Endpoints.CHAT_COMPLETIONS, ImageForm.BYTES, bytes))
                .contains("{\"url\":\"data:" + mediaType + ";base64," + base64 + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BM", "%PDF-1.7", "GIF", "RIFFsizeWAVE"})
    void bytesOfNoKnownKindAreARejectedRow(String bytes) {
        assertThat(line(Endpoints.CHAT_COMPLETIONS, ImageForm.BYTES, bytes))
                .isEqualTo(bytes.isEmpty() ? "null_image" : "unknown_image_type");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anImageThatIsNotThereIsARejectedRow(int at) {
        String[] images = {ONE, ONE, ONE};
        images[at] = null;
        assertThat(line(Endpoints.RESPONSES, ImageForm.URL, images)).isEqualTo("null_image");
        assertThat(line(Endpoints.RESPONSES, ImageForm.URL)).isEqualTo("null_image");
    }

    @Test
    void anAddressThatIsNotUtf8IsBlamedOnTheColumnOfImagesAndAPromptOnItsOwn() {
        assertThat(blamed("p", "https://example.com/\u00ff")).isEqualTo("image");
        assertThat(blamed("\u00ff", ONE)).isEqualTo("ask");
        assertThat(blamed("\u00ff", "\u00ff")).isEqualTo("ask");
    }

    /** The column that a row is rejected for. */
    private static String blamed(String prompt, String image) {
        RequestWriter writer = writer(Endpoints.CHAT_COMPLETIONS, null);
        RowValues row = new RowValues();
        row.payload.point(prompt.getBytes(ISO_8859_1));
        row.images = new Given(ImageForm.URL, List.of(image));
        assertThat(writer.prepare(row)).isNull();
        assertThat(writer.write(Utf8.of("id-1"), new LineBuffer(256))).isNegative();
        assertThat(writer.invalidUtf8().code()).isEqualTo("invalid_utf8");
        assertThat(writer.invalidUtf8().message())
                .contains("'" + writer.invalidUtf8().param() + "'");
        return writer.invalidUtf8().param();
    }

    private static RequestWriter writer(Endpoint endpoint, String system) {
        return new RequestWriter(new RequestTemplate(
                endpoint.path(), RequestForm.PROMPT, "ask", "m", null, system, new LinkedHashMap<>(), "image"));
    }

    private static String line(Endpoint endpoint, ImageForm form, String... images) {
        RequestWriter writer = writer(endpoint, endpoint.prompt().takesSystemPrompt() ? "s" : null);
        RowValues row = new RowValues();
        row.payload.point(new byte[] {'p'});
        row.images = new Given(form, Stream.of(images).toList());
        Rejection rejection = writer.prepare(row);
        if (rejection != null) {
            return rejection.code();
        }
        LineBuffer line = new LineBuffer(256);
        assertThat(writer.write(Utf8.of("id-1"), line)).isPositive();
        return new String(line.bytes(), 0, line.length(), ISO_8859_1);
    }

    private record Given(ImageForm form, List<String> images) implements RowValues.Images {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public void point(int image, Utf8 at) {
            String text = images.get(image);
            if (text == null) {
                at.clear();
            } else {
                at.point(text.getBytes(ISO_8859_1));
            }
        }
    }
}
