/** What the {@code output} column of a result holds: one class for each kind. */
@NullMarked
package io.github.batchferry.spark.read.output;

import org.jspecify.annotations.NullMarked;
