/** Staged rows meet their answers: a job as it stood at one moment, cut into tasks, and each row joined, without Spark. */
@NullMarked
package io.github.batchferry.join;

import org.jspecify.annotations.NullMarked;
