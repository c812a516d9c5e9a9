package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The images of an answer's body, whose bytes go from their base64 to a sink without standing in memory once more. */
public final class ImageBytes {
    private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();
    private static final int ABSENT = -1;

    private final Slice body;
    /** Where the base64 of each image begins, as a JSON string. */
    private final List<Integer> starts = new ArrayList<>();

    private ImageBytes(Slice body) {
        this.body = body;
    }

    /** Holds as long as the body does. */
    public static ImageBytes of(Slice body) throws IOException {
        ImageBytes images = new ImageBytes(body);
        try (JsonParser parser = Json.parser(body.array(), body.offset(), body.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean data = parser.currentName().equals("data");
                parser.nextToken();
                if (data) {
                    images.find(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return images;
    }

    public int count() {
        return starts.size();
    }

    /** Whether the image came as its bytes. */
    public boolean has(int image) {
        return starts.get(image) != ABSENT;
    }

    /** Of an image that has bytes. Does not close the sink. */
    public void decode(int image, OutputStream sink) throws IOException {
        int start = starts.get(image);
        try (JsonParser parser = Json.parser(body.array(), body.offset() + start, body.length() - start)) {
            parser.nextToken();
            parser.readBinaryValue(BASE64, sink);
        }
    }

    /** The last field of a name counts, as it does for an answer. */
    private void find(JsonParser parser) throws IOException {
        starts.clear();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            starts.add(image(parser));
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                starts.add(image(parser));
            }
        }
    }

    private int image(JsonParser parser) throws IOException {
        int start = ABSENT;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean base64 = parser.currentName().equals("b64_json");
            boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
            if (base64) {
                start = string ? (int) parser.currentTokenLocation().getByteOffset() : ABSENT;
            }
            parser.skipChildren();
        }
        return start != ABSENT && body.array()[body.offset() + start + 1] == '"' ? ABSENT : start;
    }
}
