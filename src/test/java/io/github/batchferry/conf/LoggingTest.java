package io.github.batchferry.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
    @ParameterizedTest
    @CsvSource({"conf/log4j2.properties,INFO,WARN", "dev/demo/log4j2.properties,WARN,ERROR"})
    void weAreHeardAndTheRestIsQuiet(Path file, String ours, String others) {
        try (LoggerContext context = new LoggerContext("read")) {
            Configuration read = ConfigurationFactory.getInstance().getConfiguration(context, "read", file.toUri());
            context.start(read);
            assertThat(read.getLoggerConfig("io.github.batchferry.spark.SparkNotices")
                            .getLevel()
                            .name())
                    .isEqualTo(ours);
            assertThat(read.getLoggerConfig("org.apache.spark.SparkContext")
                            .getLevel()
                            .name())
                    .isEqualTo(others);
            assertThat(read.getRootLogger().getAppenders()).containsOnlyKeys("stderr");
        }
    }
}
