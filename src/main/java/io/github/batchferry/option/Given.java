package io.github.batchferry.option;

/**
 * A value that somebody gave.
 *
 * @param key what stands for the variable part of a family's name, empty for other options
 */
record Given<T>(Option<T> option, String key, T value, Source source) {
    String name() {
        return option.nameWith(key);
    }

    @Override
    public String toString() {
        return name();
    }
}
