package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of batches.
 *
 * @param view absent where a page counts the place and does not show it
 */
public record Entry(String id, long createdAt, @Nullable ObjectNode view) {}
