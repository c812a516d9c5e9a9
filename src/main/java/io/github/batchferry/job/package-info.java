/** The life of a job: the ledger, the fold over it, the plan, and {@code advance()} that buys and collects. */
@NullMarked
package io.github.batchferry.job;

import org.jspecify.annotations.NullMarked;
