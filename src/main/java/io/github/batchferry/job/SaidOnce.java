package io.github.batchferry.job;

import io.github.batchferry.notice.Notices;
import java.util.HashSet;
import java.util.Set;

/** Says each message once, however often it is sent. */
final class SaidOnce implements Notices {
    private final Notices notices;
    private final Set<String> said = new HashSet<>();

    SaidOnce(Notices notices) {
        this.notices = notices;
    }

    @Override
    public void say(String message) {
        if (said.add(message)) {
            notices.say(message);
        }
    }

    @Override
    public void warn(String message) {
        if (said.add(message)) {
            notices.warn(message);
        }
    }
}
