package io.github.batchferry.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Options;
import io.github.batchferry.option.ReadOptions;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.option.Scope;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads {@code conf/spark-defaults.conf} as Spark does: as Java properties. */
class SparkDefaultsTest {
    private static final Path FILE = Path.of("conf", "spark-defaults.conf");

    @ParameterizedTest
    @ValueSource(strings = {"spark.my.apiKey", "api_key", "openai.key", "a.secret", "apiToken", "sk-proj-abcdefgh12"})
    void whatLooksLikeAKeyIsHidden(String text) throws IOException {
        assertThat(pattern("spark.redaction.regex").matcher(text).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.master", "/data/jobs/risk-report-2025", "gpt-6-luna", "task-12345678"})
    void whatIsNoneStaysVisible(String text) throws IOException {
        assertThat(pattern("spark.redaction.regex").matcher(text).find()).isFalse();
        assertThat(pattern("spark.sql.redaction.options.regex").matcher(text).find())
                .isFalse();
    }

    @Test
    void whatItNamesIsThere() throws IOException {
        Properties defaults = load(Files.readString(FILE));
        assertThat(defaults.getProperty("spark.jars")).isEqualTo("target/batchferry.jar");
        assertThat(defaults.getProperty("spark.driver.extraJavaOptions")).contains("=conf/log4j2.properties");
        assertThat(Path.of("conf", "log4j2.properties")).exists();
    }

    @Test
    void everyOptionThatItProposesIsRight() throws IOException {
        Properties proposed = load(Files.readString(FILE).replaceAll("(?m)^#(?=spark)", ""));
        Map<String, String> ours = new TreeMap<>();
        for (String name : proposed.stringPropertyNames()) {
            if (name.startsWith(Options.CONF_PREFIX)) {
                ours.put(name.substring(Options.CONF_PREFIX.length()), proposed.getProperty(name));
            }
        }
        assertThat(ours).hasSize(5);
        OptionSet read = OptionSet.parse(Map.of(), ours, Map.of(), Scope.READ);
        assertThat(read.explicit(ReadOptions.POLL_INTERVAL)).isTrue();
        OptionSet write = OptionSet.parse(Map.of(), ours, Map.of(), Scope.WRITE);
        assertThat(write.value(RequestOptions.MODEL)).isEqualTo("gpt-6-luna");
        assertThat(write.family(RequestOptions.METADATA)).containsEntry("team", "search");
    }

    private static Pattern pattern(String key) throws IOException {
        return Pattern.compile(load(Files.readString(FILE)).getProperty(key));
    }

    private static Properties load(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
