/** Second step: request lines are rolled into shards within the limits of the API, and rows are staged beside them. */
@NullMarked
package io.github.batchferry.shard;

import org.jspecify.annotations.NullMarked;
