package io.github.batchferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of faults names a test for each, or says why there is none. */
class FaultsDocTest {
    private static final Path TESTS = Path.of("src/test/java/io/github/batchferry");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\| *([^|]*?) *\\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z]\\w*)\\.(\\w+)`");
    private static final Pattern ANNOTATION = Pattern.compile("@(Parameterized|Repeated)?Test\\b");
    private static final Pattern REASON = Pattern.compile("cannot run here: \\S.*");

    @Test
    void everyFaultStandsInTheTableOnceAndInItsOrder() throws IOException {
        assertThat(rows())
                .extracting(row -> Integer.valueOf(row.group(1)))
                .isEqualTo(IntStream.rangeClosed(1, 125).boxed().toList());
    }

    @Test
    void everyFaultHasATestThatExistsOrAReason() throws IOException {
        List<String> unproved = new ArrayList<>();
        for (MatchResult row : rows()) {
            List<MatchResult> names = NAME.matcher(row.group(2)).results().toList();
            if (names.isEmpty() && !REASON.matcher(row.group(2)).find()) {
                unproved.add(row.group(1) + ": neither a test nor a reason");
            }
            for (MatchResult name : names) {
                if (!exists(name.group(1), name.group(2))) {
                    unproved.add(row.group(1) + ": there is no test " + name.group());
                }
            }
        }

        assertThat(unproved).isEmpty();
    }

    private static boolean exists(String type, String method) throws IOException {
        Path source = TESTS.resolve(type.replace('.', '/') + ".java");
        String text = Files.exists(source) ? Files.readString(source) : "";
        int name = text.indexOf(" void " + method + "(");
        return name >= 0
                && ANNOTATION
                        .matcher(text.substring(text.lastIndexOf("\n\n", name), name))
                        .find();
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/faults.md")))
                .results()
                .toList();
    }
}
