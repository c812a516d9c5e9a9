package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Request;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void controlCharactersAndLineBreaksDoNotReachALog() {
        assertThat(Wording.clean("a\r\nFAKE log\u0000\u001b[31m\u2028b\u202ec")).isEqualTo("a FAKE log [31m b c");
    }

    @Test
    void aPageOfMarkupBecomesItsTitle() {
        assertThat(Wording.clean("<html><title>Bad <b>Gateway</b></title><p>x")).isEqualTo("Bad Gateway");
        assertThat(Wording.clean("<p>Sorry <script>alert(1)</script>there")).isEqualTo("Sorry there");
    }

    @Test
    void longTextsAreCut() {
        assertThat(Wording.clean("x".repeat(100_000))).hasSize(501);
        assertThat(Wording.clean("x".repeat(499) + "😀😀")).isEqualTo("x".repeat(499) + "…");
    }

    @Test
    void aSecretThatTheCutGoesThroughLeavesNoPart() {
        Wording wording = Wording.of(new Request.Builder()
                .url("https://x.org")
                .header("api-key", "canary-key-0123456789")
                .build());
        for (int spaces = 7950; spaces < 8050; spaces++) {
            assertThat(wording.server(" ".repeat(spaces) + "canary-key-0123456789" + " ".repeat(99)))
                    .doesNotContain("canary");
        }
    }

    @Test
    void whatARequestCarriesIsHiddenWhateverItsShape() {
        Request request = new Request.Builder()
                .url("https://x.org")
                .header("Authorization", "Bearer plainword")
                .header("api-key", "anotherword")
                .header("X-Gateway", "thirdword")
                .header("User-Agent", "batchferry")
                .build();
        assertThat(Wording.of(request).server("plainword anotherword thirdword batchferry"))
                .isEqualTo("*** *** *** batchferry");
    }
}
