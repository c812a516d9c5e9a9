/** What {@code ./demo} runs: real jobs by a real Spark against the emulator, told to people. */
@NullMarked
package io.github.batchferry.spark.demo;

import org.jspecify.annotations.NullMarked;
