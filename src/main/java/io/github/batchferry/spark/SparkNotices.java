package io.github.batchferry.spark;

import io.github.batchferry.notice.Notices;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Into the driver's log. */
public final class SparkNotices implements Notices {
    private static final Logger LOG = LogManager.getLogger("io.github.batchferry");

    @Override
    public void say(String message) {
        LOG.info(message);
    }

    @Override
    public void warn(String message) {
        LOG.warn(message);
    }
}
