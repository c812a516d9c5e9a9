/** What is bought: the port to a Files and Batches API with its nouns. Implemented by {@code http}. */
@NullMarked
package io.github.batchferry.batch;

import org.jspecify.annotations.NullMarked;
