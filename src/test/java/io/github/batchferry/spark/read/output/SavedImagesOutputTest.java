package io.github.batchferry.spark.read.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.join.ShownAsset;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Collected;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedImagesOutputTest {
    private static final Endpoint IMAGES =
            Endpoints.of("/v1/images/generations").orElseThrow();
    private static final ShownAsset FILE = new ShownAsset("file:/job/a.png", null);
    private static final ShownAsset NONE = new ShownAsset(null, null);

    @Test
    void aFileTakesThePlaceOfTheBytesAndNothingElse() throws IOException {
        String data =
                "[{'b64_json':'YQ==','revised_prompt':'a \\\"b\\\"'},{'url':'https://x/\\u0061','b64_json':null}]";
        assertThat(shown(data, FILE, NONE)).containsExactly("- - a \"b\" file:/job/a.png", "- https://x/a - -");
    }

    @Test
    void withoutAFileThereAreTheBytes() throws IOException {
        assertThat(shown("[{'b64_json':'YQ=='},{'b64_json':'Y\\u0067=='}]")).containsExactly("1 - - -", "1 - - -");
        assertThat(shown("[{'b64_json':'YQ=='},{'b64_json':'YQ=='}]", NONE, FILE))
                .containsExactly("1 - - -", "- - - file:/job/a.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'b64_json':'YQ=='}                              | 1 - - -",
                "[{'url':7,'b64_json':'YQ=='}]                    | 1 - - -",
                "[{'b64_json':'','url':'u'}]                      | - u - -",
                "[{'b64_json':7,'b64_json':'YQ==','x':[{'b':1}]}] | 1 - - -"
            })
    void whateverIsAnAnswerIsShown(String data, String image) throws IOException {
        assertThat(shown(data)).containsExactly(image);
    }

    @Test
    void theLastDataCountsAsItDoesForTheAnswer() throws IOException {
        assertThat(shown("[{'url':'a'},{'url':'b'}],'data':[{'url':'c'}]")).containsExactly("- c - -");
    }

    private static List<String> shown(String data, ShownAsset... assets) throws IOException {
        String body = "{'created':1,'data':" + data + ",'usage':{'input_tokens':1}}";
        Output output = Output.of(IMAGES.output(RequestForm.PROMPT, Map.of()).saved());
        try (AnswerReader answer = new Collected(IMAGES, "a")
                .output(Collected.body("a", body.replace('\'', '"')))
                .reader()) {
            GenericArrayData images = (GenericArrayData) output.of(answer, List.of(assets));
            return IntStream.range(0, images.numElements())
                    .mapToObj(i -> text(images.getStruct(i, 4)))
                    .toList();
        }
    }

    private static String text(InternalRow image) {
        StringBuilder text = new StringBuilder(image.isNullAt(0) ? "-" : "" + image.getBinary(0).length);
        for (int field = 1; field < 4; field++) {
            text.append(' ').append(image.isNullAt(field) ? "-" : image.getUTF8String(field));
        }
        return text.toString();
    }
}
