package io.github.batchferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the docs whose text below its head is made from the code. */
public final class GeneratedPage {
    private static final String END_OF_HEAD = "-->\n\n";

    private GeneratedPage() {}

    /** Writes it anew instead, where the run asks for that. */
    public static void assertSays(String markdown, Path page, Class<?> test) throws IOException {
        String text = Files.readString(page);
        int head = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        String fresh = text.substring(0, head) + markdown;
        if (Boolean.getBoolean("batchferry.docs.write")) {
            Files.writeString(page, fresh);
            return;
        }

        assertThat(text)
                .as(
                        "%s is out of date: run mvn test -Dtest=%s -Dbatchferry.docs.write=true",
                        page, test.getSimpleName())
                .isEqualTo(fresh);
    }
}
