package io.github.batchferry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProvidersDocTest {
    private static final Path PAGE = Path.of("docs", "providers.md");
    private static final String END_OF_HEAD = "-->\n\n";

    @Test
    void thePageSaysWhatTheFilesSay() throws IOException {
        String page = Files.readString(PAGE);
        int head = page.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        String fresh = page.substring(0, head) + ProviderPage.markdown();
        if (Boolean.getBoolean("batchferry.docs.write")) {
            Files.writeString(PAGE, fresh);
            return;
        }

        assertThat(page)
                .as("%s is out of date: run mvn test -Dtest=ProvidersDocTest -Dbatchferry.docs.write=true", PAGE)
                .isEqualTo(fresh);
    }
}
