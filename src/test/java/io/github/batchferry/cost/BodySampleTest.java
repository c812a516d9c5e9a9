package io.github.batchferry.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodySampleTest {
    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final Encoding CL100K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    @ParameterizedTest
    @EnumSource
    void theEstimateOfAShardIsNearToTheExactCount(Writing writing) {
        List<String> bodies = writing.bodies(3000, 1);
        assertThat(estimate("gpt-5-mini", bodies)).isCloseTo(expected(O200K, bodies), withPercentage(10));
        assertThat(estimate("gpt-4-turbo", bodies)).isCloseTo(expected(CL100K, bodies), withPercentage(10));
    }

    @ParameterizedTest
    @EnumSource
    void aFewRequestsAreEstimatedAsWellAsMany(Writing writing) {
        for (int count = 1; count <= 30; count++) {
            List<String> bodies = writing.bodies(count, count);
            assertThat(estimate("gpt-5-mini", bodies)).isCloseTo(expected(O200K, bodies), withPercentage(10));
        }
    }

    @Test
    void languagesThatFollowOneAnotherOrTakeTurnsCountByTheirShare() {
        List<String> bodies = new ArrayList<>();
        for (Writing writing : Writing.values()) {
            bodies.addAll(writing.bodies(1000, 2));
        }
        assertThat(estimate("gpt-5-mini", bodies)).isCloseTo(expected(O200K, bodies), withPercentage(10));
        Collections.shuffle(bodies, new Random(3));
        assertThat(estimate("gpt-5-mini", bodies)).isCloseTo(expected(O200K, bodies), withPercentage(10));
    }

    @Test
    void theStartOfABodyWeighsNoMoreThanItsEnd() {
        String end = "これは日本語の文章です。".repeat(40);
        List<String> bodies =
                Collections.nCopies(500, "{\"system\":\"" + "Answer in one word. ".repeat(60) + end + "\"}");
        assertThat(estimate("gpt-5-mini", bodies)).isCloseTo(expected(O200K, bodies), withPercentage(10));
    }

    @Test
    void anUnknownModelIsTakenForANewOne() {
        List<String> bodies = Writing.JAPANESE.bodies(500, 4);
        for (String model : List.of("gpt-6-nano", "llama-3.3-70b", "gpt-4o", "gpt-4.1-mini", "o3", "")) {
            assertThat(estimate(model, bodies)).as(model).isEqualTo(estimate("gpt-5", bodies));
        }
        for (String model : List.of("gpt-4", "gpt-4-0613", "gpt-3.5-turbo", "gpt-35-turbo", "text-embedding-3-small")) {
            assertThat(estimate(model, bodies))
                    .as(model)
                    .isEqualTo(estimate("ft:gpt-3.5-turbo:us", bodies))
                    .isGreaterThan(estimate("gpt-5", bodies));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100, 255, 256, 257, 1000, 100_000})
    void anEstimateIsNeverBelowATokenForEachFourBytesThatABodyBegan(int length) {
        List<String> bodies = Collections.nCopies(50, " ".repeat(length));
        long quarters = 50L * ((length + 3) / 4);
        assertThat(estimate("gpt-5", bodies)).isGreaterThanOrEqualTo(quarters);
    }

    @Test
    void whereTokensCannotBeCountedBytesStandIn() {
        BodySample sample = new BodySample((model, text) -> {
            throw new NoClassDefFoundError("no vocabulary");
        });
        byte[] body = "{\"input\":\"some text\"}".getBytes(StandardCharsets.UTF_8);
        sample.add(body, 0, body.length);
        assertThat(sample.tokens("gpt-5")).isEqualTo((body.length + 3) / 4);
        assertThat(new BodySample().tokens("gpt-5")).isZero();
    }

    @Test
    void noMoreThanEightKibibytesAreCountedHoweverLongAShardIs() {
        AtomicLong seen = new AtomicLong();
        BodySample sample = new BodySample((model, text) -> {
            seen.addAndGet(text.getBytes(StandardCharsets.UTF_8).length);
            return text.length();
        });
        byte[] body = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 180; i++) {
            sample.add(body, 0, body.length);
        }
        assertThat(sample.tokens("gpt-5")).isEqualTo(180L << 20);
        assertThat(seen.get()).isBetween(3L << 10, 8L << 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":[{\"content\":[{\"text\":\"what is it?\"},{\"image_url\":\"%s\"},{\"image_url\":\"%<s\"}]}]}",
                "{\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"%s\"}},{\"text\":\"what is it?\"}]}]}",
                "{\"image_url\":\"%s\"}",
            })
    void theBytesOfImagesAreNoText(String body) {
        String image = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA/+".repeat(40_000);
        List<String> bodies = Collections.nCopies(20, body.formatted(image));
        List<String> without = Collections.nCopies(20, body.formatted("data:image/"));
        assertThat(estimate("gpt-5-mini", bodies)).isEqualTo(estimate("gpt-5-mini", without));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":\"%s\"}",
                "{\"input\":\"<img src=\\\"%s\\\">\"}",
                "{\"input\":\"{\\\"url\\\":\\\"%s\\\"}\"}",
            })
    void anImageThatStandsInATextIsText(String body) {
        String image = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA/+".repeat(100);
        List<String> bodies = Collections.nCopies(20, body.formatted(image));
        assertThat(estimate("gpt-5-mini", bodies)).isGreaterThan(20L * image.length() / 4);
    }

    @Test
    void noCharacterIsCutInTwo() {
        BodySample sample = new BodySample((model, text) -> {
            assertThat(text).doesNotContain("\uFFFD");
            return 1;
        });
        byte[] body = "é日😀".repeat(5000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20; i++) {
            sample.add(body, 0, body.length);
        }
        assertThat(sample.tokens("gpt-5")).isPositive();
    }

    private static long estimate(String model, List<String> bodies) {
        BodySample sample = new BodySample();
        for (String body : bodies) {
            byte[] padded = ("~~~" + body + "~").getBytes(StandardCharsets.UTF_8);
            sample.addWithImages(padded, 3, padded.length - 4);
        }
        return sample.tokens(model);
    }

    /** What the vocabulary says of every body, but no less than what a server may count that knows bytes only. */
    private static long expected(Encoding encoding, List<String> bodies) {
        long exact = 0;
        long quarters = 0;
        for (String body : bodies) {
            exact += encoding.countTokensOrdinary(body);
            quarters += (body.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
        }
        return Math.max(exact, quarters);
    }

    private enum Writing {
        ENGLISH(
                "The ferry left the harbour at half past six, a little later than the timetable had promised.",
                "Nobody on deck minded; the evening was warm and the water lay as flat as a tablecloth.",
                "Please summarise the customer's complaint in two sentences and name the product it concerns.",
                "Our quarterly revenue grew by 14.2% while operating costs remained below €3.5 million.",
                "She asked whether the parcel could be delivered before Friday, since the shop closes at noon.",
                "Unfortunately the refrigerator arrived with a dented door and without its instruction manual."),
        CODE(
                "for (int i = 0; i < rows.size(); i++) {\\n    total += rows.get(i).bytes();\\n}\\n",
                "SELECT customer_id, COUNT(*) AS orders FROM sales WHERE day >= '2026-01-01' GROUP BY 1;\\n",
                "def parse(line):\\n    key, _, value = line.partition('=')\\n    return key.strip(), value\\n",
                "const answer = await fetch(`${base}/batches?limit=100`, { headers });\\n",
                "if err != nil {\\n\\treturn nil, fmt.Errorf(\\\"open %q: %w\\\", path, err)\\n}\\n",
                "public record Extent(long offset, int length) implements Serializable {}\\n"),
        JAPANESE(
                "本日はお忙しい中、弊社のセミナーにご参加いただき誠にありがとうございます。",
                "昨日から雨が降り続いていて、川の水位がかなり上がっているようです。",
                "この商品のレビューを読み、肯定的か否定的かを一語で答えてください。",
                "駅前に新しくできたパン屋は、朝早くから行列ができるほどの人気だ。",
                "請求書の金額に誤りがあったため、至急ご確認をお願いいたします。",
                "祖母が育てたトマトは、スーパーで買うものよりずっと甘くておいしい。");

        private final String[] sentences;

        Writing(String... sentences) {
            this.sentences = sentences;
        }

        /** Bodies of chat requests of one to forty sentences. */
        List<String> bodies(int count, long seed) {
            Random random = new Random(seed);
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = 1 + random.nextInt(40); n > 0; n--) {
                    text.append(sentences[random.nextInt(sentences.length)]).append(' ');
                }
                bodies.add("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Answer in one word.\"},"
                        + "{\"role\":\"user\",\"content\":\"" + i + " " + text + "\"}]}");
            }
            return bodies;
        }
    }
}
