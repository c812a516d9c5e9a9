package io.github.batchferry.spark;

import io.github.batchferry.job.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Into the driver's log. */
public final class SparkNotices implements Notices {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.batchferry");

    @Override
    public void say(String message) {
        if (message.startsWith("WARNING") || message.contains("in doubt")) {
            LOG.warn(message);
        } else {
            LOG.info(message);
        }
    }
}
