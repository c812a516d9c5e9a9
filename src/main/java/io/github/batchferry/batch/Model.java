package io.github.batchferry.batch;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A model that the key may use.
 *
 * @param shutdownDate the first day without it, by the provider's {@code shutdown_date}; absent where none is announced
 */
public record Model(String id, @Nullable LocalDate shutdownDate) {}
