package io.github.batchferry.spark;

import io.github.batchferry.notice.Notices;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Into the driver's log. */
public final class SparkNotices implements Notices {
    private static final Logger LOG = LogManager.getLogger("io.github.batchferry");

    private static final Pattern WORTH_A_WARNING =
            Pattern.compile("WARNING|in doubt|WAS bought|refused|failed validation|could not be|repeat|cannot be read");

    @Override
    public void say(String message) {
        if (WORTH_A_WARNING.matcher(message).find()) {
            LOG.warn(message);
        } else {
            LOG.info(message);
        }
    }
}
