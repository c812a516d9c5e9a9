package io.github.batchferry.job.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 5000, 20_000})
    void linesAreTheSameHoweverTheirBytesArrive(int piece) {
        String longest = "x".repeat(9000);
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(
                (bytes, offset, length) -> lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        byte[] bytes = ("one\n\n" + longest + "\nhéy\nno end").getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += piece) {
            splitter.write(bytes, from, Math.min(piece, bytes.length - from));
        }
        splitter.finish();
        assertThat(lines).containsExactly("one", "", longest, "héy", "no end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n", "a"})
    void aLineFeedAtTheEndBeginsNoLine(String text) {
        List<Integer> lengths = new ArrayList<>();
        LineSplitter splitter = new LineSplitter((bytes, offset, length) -> lengths.add(length));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.write(bytes, 0, bytes.length);
        splitter.finish();
        assertThat(lengths).hasSize(text.isEmpty() ? 0 : 1);
    }
}
