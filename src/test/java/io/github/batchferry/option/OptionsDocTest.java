package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsDocTest {
    private static final Path PAGE = Path.of("docs", "options.md");
    private static final String END_OF_HEAD = "-->\n\n";

    @Test
    void thePageSaysWhatTheDeclarationsSay() throws IOException {
        String page = Files.readString(PAGE);
        int head = page.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        String fresh = page.substring(0, head) + OptionTable.markdown();
        if (Boolean.getBoolean("batchferry.docs.write")) {
            Files.writeString(PAGE, fresh);
            return;
        }

        assertThat(page)
                .as("%s is out of date: run mvn test -Dtest=OptionsDocTest -Dbatchferry.docs.write=true", PAGE)
                .isEqualTo(fresh);
    }
}
