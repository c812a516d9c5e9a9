package io.github.batchferry.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The warnings that we put into the driver's log while this is open. */
final class Said implements AutoCloseable {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LogManager.getLogger("io.github.batchferry");
    private final AbstractAppender appender = new AbstractAppender("said", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            if (event.getLevel() == Level.WARN) {
                warnings.add(event.getMessage().getFormattedMessage());
            }
        }
    };

    Said() {
        appender.start();
        logger.addAppender(appender);
    }

    List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
    }
}
