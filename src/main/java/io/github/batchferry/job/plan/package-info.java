/** Which lines of a job are bought together. */
@NullMarked
package io.github.batchferry.job.plan;

import org.jspecify.annotations.NullMarked;
