package io.github.batchferry.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.MultipartReader;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a {@code multipart/form-data} body one after another, in constant memory. The content of a part
 * can be read until the next one is asked for. The caller closes the body.
 */
public final class MultipartBodyReader {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*-]+)=(?:\"((?:\\\\.|[^\"\\\\])*)\"|([^;\\s]+))");

    private final MultipartReader reader;

    /** @throws ProtocolException where the content type names no boundary */
    public MultipartBodyReader(String contentType, InputStream body) throws IOException {
        MediaType type = MediaType.parse(contentType);
        String boundary = type == null ? null : type.parameter("boundary");
        if (boundary == null) {
            throw new ProtocolException("no multipart boundary in content type '" + contentType + "'");
        }
        this.reader = new MultipartReader(Okio.buffer(Okio.source(body)), boundary);
    }

    /** Empty after the last part. A {@link ProtocolException} where the body is malformed. */
    public Optional<Part> next() throws IOException {
        MultipartReader.Part part = reader.nextPart();
        if (part == null) {
            return Optional.empty();
        }
        String disposition = part.headers().get("Content-Disposition");
        String name = parameter(disposition, "name");
        String filename = parameter(disposition, "filename");
        return Optional.of(
                new Part(name == null ? "" : name, filename, part.body().inputStream()));
    }

    private static @Nullable String parameter(@Nullable String disposition, String name) {
        Matcher matcher = PARAMETER.matcher(disposition == null ? "" : disposition);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                String quoted = matcher.group(2);
                return quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            }
        }
        return null;
    }

    /** One part. {@link #filename} is absent for a plain field. */
    public record Part(String name, @Nullable String filename, InputStream content) {
        /** The content of a small field. At most 64 KiB are read. */
        public String text() throws IOException {
            return new String(content.readNBytes(1 << 16), StandardCharsets.UTF_8);
        }
    }
}
