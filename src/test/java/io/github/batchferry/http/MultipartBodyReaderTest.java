package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.http.MultipartBodyReader.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartBodyReaderTest {
    private static final String TYPE = "multipart/form-data; boundary=\"b\"";

    @Test
    void partsComeInOrderWithTheirNamesAndBytes() throws Exception {
        MultipartBodyReader reader = reader(TYPE, """
                --b\r
                Content-Disposition: form-data; name="expires_after[anchor]"\r
                \r
                created_at\r
                --b\r
                content-disposition: form-data; name=file; filename="a \\"b\\".jsonl"\r
                Content-Type: application/jsonl\r
                \r
                {}\r
                --b--\r
                """);
        Part field = reader.next().orElseThrow();
        assertThat(field.name()).isEqualTo("expires_after[anchor]");
        assertThat(field.filename()).isNull();
        assertThat(field.text()).isEqualTo("created_at");
        Part file = reader.next().orElseThrow();
        assertThat(file.name()).isEqualTo("file");
        assertThat(file.filename()).isEqualTo("a \"b\".jsonl");
    }

    @Test
    void aPartThatIsNotReadIsSkipped() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"one\"\r\n\r\nlong\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"two\"\r\n\r\n\r\n--b--\r\n";
        MultipartBodyReader reader = reader(TYPE, body);
        reader.next();
        assertThat(reader.next().orElseThrow().name()).isEqualTo("two");
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void aBodyThatEndsEarlyIsAnError() throws Exception {
        MultipartBodyReader reader = reader(TYPE, "--b\r\nContent-Disposition: form-data; name=\"one\"\r\n\r\nhal");
        Part part = reader.next().orElseThrow();
        assertThatThrownBy(part::text).isInstanceOf(IOException.class);
    }

    @Test
    void aTypeWithoutBoundaryIsRefused() {
        assertThatThrownBy(() -> reader("multipart/form-data", ""))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("multipart/form-data");
    }

    private static MultipartBodyReader reader(String type, String body) throws IOException {
        return new MultipartBodyReader(type, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
