/** Reads all that a job keeps against its checksums and its counts, and changes nothing. */
@NullMarked
package io.github.batchferry.job.verify;

import org.jspecify.annotations.NullMarked;
