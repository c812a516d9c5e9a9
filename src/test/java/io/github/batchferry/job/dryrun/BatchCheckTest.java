package io.github.batchferry.job.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.InputFile;
import io.github.batchferry.emulator.line.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCheckTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String OF_V4 = "/v4/chat/completions";

    @Test
    void aLineMayNameItsEndpointAsItsProviderDoes() throws IOException {
        assertThat(codes(OF_V4, OF_V4)).isEmpty();
        assertThat(codes(OF_V4, CHAT)).containsExactly("url_not_found");
        assertThat(codes(CHAT, CHAT)).isEmpty();
    }

    private static List<String> codes(String inTheLine, String url) throws IOException {
        byte[] line = ("{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"" + inTheLine
                        + "\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}}\n")
                .getBytes(StandardCharsets.UTF_8);
        List<String> codes = new ArrayList<>();
        BatchCheck.run(
                new InputFile("in.jsonl", line.length, sink -> sink.write(line)),
                CHAT,
                url,
                Limits.DOCUMENTED,
                complaint -> codes.add(complaint.code()));
        return codes;
    }
}
