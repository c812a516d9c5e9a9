/** Takes a batch's result files: what they prove, their index, their checksums. */
@NullMarked
package io.github.batchferry.job.collect;

import org.jspecify.annotations.NullMarked;
