package io.github.batchferry.option;

import io.github.batchferry.GeneratedPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsDocTest {
    @Test
    void thePageSaysWhatTheDeclarationsSay() throws IOException {
        GeneratedPage.assertSays(OptionTable.markdown(), Path.of("docs", "options.md"), OptionsDocTest.class);
    }
}
