/** The verbs on the ledger: plan, buy, collect, cancel, resolve, retry, verify, and {@code advance()} that moves a job. */
@NullMarked
package io.github.batchferry.job;

import org.jspecify.annotations.NullMarked;
