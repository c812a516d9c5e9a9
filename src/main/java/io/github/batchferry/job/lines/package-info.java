/** Which lines of which shards a batch holds, and the stream of them. */
@NullMarked
package io.github.batchferry.job.lines;

import org.jspecify.annotations.NullMarked;
