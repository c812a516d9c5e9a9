package io.github.batchferry.option;

import io.github.batchferry.secret.Shown;

/** Where a value comes from; an earlier one wins over a later one. */
enum Source {
    OPTION,
    CONF,
    ENVIRONMENT;

    /** How an error names what was given. */
    String named(String name) {
        return switch (this) {
            case OPTION -> "option " + Shown.value(name);
            case CONF -> "conf " + Shown.value(Options.CONF_PREFIX + name);
            case ENVIRONMENT -> "environment variable " + name;
        };
    }
}
