/** Reading: one snapshot of a job, joined by position without a shuffle, without a call from any executor. */
@NullMarked
package io.github.batchferry.spark.read;

import org.jspecify.annotations.NullMarked;
