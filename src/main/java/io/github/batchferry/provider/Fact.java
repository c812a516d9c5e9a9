package io.github.batchferry.provider;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is known of a provider.
 *
 * @param is null where it is not known
 * @param by the source that says so, by its key in the same file
 */
record Fact<T>(@Nullable T is, String by) {}
