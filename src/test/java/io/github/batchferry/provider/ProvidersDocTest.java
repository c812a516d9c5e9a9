package io.github.batchferry.provider;

import io.github.batchferry.GeneratedPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProvidersDocTest {
    @Test
    void thePageSaysWhatTheFilesSay() throws IOException {
        GeneratedPage.assertSays(ProviderPage.markdown(), Path.of("docs", "providers.md"), ProvidersDocTest.class);
    }
}
