/** What requests need: the tokens of a shard, estimated beside the row's way and without a call to anybody. */
@NullMarked
package io.github.batchferry.cost;

import org.jspecify.annotations.NullMarked;
